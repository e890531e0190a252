"""What a key press means where cards, faces or people are shown. No Qt: text in, meaning out."""

from __future__ import annotations


def starts_name(text: str) -> bool:
    """Whether typing this begins a name: a capital, or a letter of a script that has none.

    With Caps Lock on every letter arrives as a capital, so letters start names then, as they should.
    """
    return len(text) >= 1 and text[0].isalpha() and not ("a" <= text[0] <= "z")


def digit_of(text: str) -> int | None:
    """1 to 9, or None."""
    return int(text) if len(text) == 1 and text in "123456789" else None
