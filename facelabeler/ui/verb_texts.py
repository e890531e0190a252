"""What the menus call each verb: with what is selected now, so that they say what will happen before it does."""

from __future__ import annotations

from facelabeler.ui.actions import ACTIONS, Actions
from facelabeler.ui.wording import cluster_title, tr, trn
from facelabeler.ui.workspace import Workspace

# Verbs that act on faces: their words for one face, and for several.
FACE_VERBS: dict[str, tuple[str, str]] = {
    "verbs.cut": ("Cu&t %n Face", "Cu&t %n Faces"),
    "commands.move_to": ("Move %n Face &to…", "Move %n Faces &to…"),
    "verbs.confirm": ("&Confirm %n Face", "&Confirm %n Faces"),
    "verbs.ignore": ("&Ignore %n Face", "&Ignore %n Faces"),
    "verbs.reject": ("%n Face Is Not a &Face", "%n Faces Are Not &Faces"),
    "verbs.take_back": ("%n Is a Face &After All", "%n Are Faces &After All"),
    "verbs.split_off": ("S&plit Off %n Face", "S&plit Off %n Faces"),
    "verbs.leave_out": ("Leave %n Face &Out of the Name", "Leave %n Faces &Out of the Name"),
}
ONLY_FACES = frozenset({"verbs.split_off", "verbs.leave_out"})
"""Verbs that mean selected faces alone, never whole cards."""

_PLAIN = {spec.name: spec.text for spec in ACTIONS}


def say_verbs(actions: Actions, workspace: Workspace) -> None:
    """Say in the menus what each verb would do now."""
    selection = workspace.selection
    faces = selection.acting_count()
    chosen = faces if selection.acts_on_faces() else 0
    for name, (one, many) in FACE_VERBS.items():
        count = chosen if name in ONLY_FACES else faces
        actions[name].setText(trn(one, many, count) if count else tr(_PLAIN[name]))
    carried = workspace.verbs.carried()
    actions["verbs.paste"].setText(
        trn("&Put %n Face Here", "&Put %n Faces Here", carried) if carried else tr("&Put Here")
    )
    actions["verbs.merge"].setText(_merge_text(workspace))
    cards = len(selection.clusters())
    actions["commands.name"].setText(trn("&Name %n Card…", "&Name %n Cards…", cards) if cards > 1 else tr("&Name…"))
    workspace.faces_panel.split.rename(trn("Split Off %n", "Split Off %n", chosen) if chosen else tr("Split…"))


def _merge_text(workspace: Workspace) -> str:
    """`Merge 3 Cards into Joey`."""
    count = len(workspace.selection.clusters())
    if count < 2:
        return tr("&Merge Cards")
    into = cluster_title(workspace.session.project, workspace.verbs.merge_home())
    return trn("&Merge %n Card into %1", "&Merge %n Cards into %1", count, into)
