"""Steps are said in the language of the window, from what the journal keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from facelabeler.core import edits, words
from facelabeler.core.entities import ClusterId, FaceState
from facelabeler.resource_files import resource_path
from facelabeler.session import Session
from facelabeler.ui import step_words
from facelabeler.ui.i18n import install_translator, read_catalogue
from tests.helpers.projects import faces_in, session_with_clusters
from tests.ui.desk import opened, session_of, workspace_of


@pytest.fixture
def in_chinese(qapp: QApplication) -> Iterator[None]:
    install_translator(qapp, "zh")
    yield
    install_translator(qapp, "en")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Five clusters; every kind of edit is made once."""
    made = session_with_clusters(tmp_path / "p.facelabel", people=(1, 2, 3, 4, 5))
    project = made.project
    made.commit(edits.rename(project, ClusterId(1), "Ann"))
    made.commit(edits.merge(project, ClusterId(1), [ClusterId(2), ClusterId(3)]))
    made.commit(edits.split(project, ClusterId(4), [faces_in(made, 4)[:1], faces_in(made, 4)[1:3]]))
    made.commit(edits.move_faces(project, faces_in(made, 5)[:2], None))
    made.commit(edits.mark(project, faces_in(made, 5)[:1], FaceState.IGNORED))
    yield made
    made.close()


def said(session: Session) -> list[str]:
    return [step_words.past_tense(step.verb, step.params) for step in session.history()]


def test_in_english_the_window_says_what_the_command_line_says(session: Session) -> None:
    assert said(session) == [words.past_tense(step.verb, step.params) for step in session.history()]


def test_a_journal_made_in_english_is_told_in_chinese(session: Session, in_chinese: None) -> None:
    assert said(session) == [
        "已重新分组：移动了 20 张人脸，均未确认过",
        "已将 4 张人脸命名为“Ann”",
        "已将“未命名 2 和 3”并入“Ann”，共 12 张人脸",
        "已拆分“未命名 4”：1 张保留，1 张在“未命名 6”，2 张在“未命名 7”",
        "已将 2 张人脸移到“未归类”",
        "已忽略 1 张人脸",
    ]


def test_a_name_is_never_translated(in_chinese: None) -> None:
    assert "Unnamed Heroes" in step_words.past_tense("named", {"faces": 2, "person": "Unnamed Heroes"})


@pytest.mark.parametrize("verb", words.TEMPLATES)
def test_every_kind_of_step_has_chinese_words(verb: str) -> None:
    texts = read_catalogue(resource_path("i18n", "facelabeler_zh.ts"))
    assert [text for text in words.TEMPLATES[verb] if text not in texts] == []


def test_an_unknown_step_is_shown_as_it_is(in_chinese: None) -> None:
    assert step_words.past_tense("levitated", {}) == "levitated"


def test_a_verb_that_finds_nothing_says_so_in_chinese(qapp: QApplication, tmp_path: Path, in_chinese: None) -> None:
    with opened(tmp_path / "p.facelabel") as window:
        workspace = workspace_of(window)
        said: list[str] = []
        workspace.verbs.said.connect(said.append)
        workspace.cards.clearSelection()
        workspace.verbs.confirm()
        workspace.verbs.ignore()
        assert said == ["请先选择要确认的组", "请先选择要标记的人脸"]


def test_the_chinese_window_speaks_chinese_of_its_steps(qapp: QApplication, tmp_path: Path, in_chinese: None) -> None:
    with opened(tmp_path / "p.facelabel") as window:
        workspace_of(window).verbs.name_clusters([ClusterId(1)], "安")
        assert window.actions_table["verbs.undo"].text() == "撤销(&U) 命名“安”"
        assert len(session_of(window).history()) == 2
