from __future__ import annotations

from facelabeler.media.codecs import codec_facts


def test_everything_that_footage_comes_in_is_read_and_written() -> None:
    facts = codec_facts()
    assert [fact for fact in facts if not fact[2]] == []
    assert {"reads h264", "reads hevc", "reads av1", "reads AVIF", "writes jpg"} <= {what for what, _, _ in facts}
