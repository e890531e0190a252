"""Everything the menus offer, as a table: menus, toolbar, context menus and the list of keys are made from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from facelabeler.ui import icons
from facelabeler.ui.dialogs.keys_dialog import KeyRow
from facelabeler.ui.panes import Pane
from facelabeler.ui.wording import tr


class Needs(Enum):
    """When an action can be used."""

    NOTHING = "nothing"
    PROJECT = "project"
    UNDO = "undo"
    REDO = "redo"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `menu` is a path such as `View/Theme`; `slot` names who does it and how, as in `verbs.merge`.

    `key` may list several shortcuts, separated by spaces. `letter` marks a key that only counts where cards, faces or
    people have the focus, because it is a letter that could be typed. Of a `group`, one is checked at a time;
    a `toggle` is checked or not. `separated`: a line comes before it in the menu.
    """

    menu: str
    text: str
    slot: str
    key: str = ""
    icon: str = ""
    needs: Needs = Needs.PROJECT
    letter: bool = False
    group: str = ""
    toggle: bool = False
    separated: bool = False

    @property
    def name(self) -> str:
        return self.slot


A = ActionSpec
MENUS = ("File", "Edit", "View", "People", "Tools", "Help")
ALWAYS = Needs.NOTHING

ACTIONS: tuple[ActionSpec, ...] = (
    A("File", "Open &Video…", "documents.open_video", "Ctrl+O", "film", ALWAYS),
    A("File", "Open &Folder…", "documents.open_folder", "Ctrl+Shift+O", "folder", ALWAYS),
    A("File", "Open &Project…", "documents.open_project", "", "file", ALWAYS),
    A("File", "&Locate Moved Files…", "documents.locate_missing"),
    A("File", "&Restore From Backup…", "restoring.choose"),
    A("File", "&Close Project", "documents.close", "Ctrl+W"),
    A("File", "&Export…", "window.export", "Ctrl+E", "file-export", separated=True),
    A("File", "&Quit", "window.close", "Ctrl+Q", "", ALWAYS, separated=True),
    A("Edit", "&Undo", "verbs.undo", "Ctrl+Z", "arrow-back-up", Needs.UNDO),
    A("Edit", "&Redo", "verbs.redo", "Ctrl+Shift+Z Ctrl+Y", "arrow-forward-up", Needs.REDO),
    A("Edit", "&History…", "window.show_history", "Ctrl+H", "history"),
    A("Edit", "Cu&t", "verbs.cut", "Ctrl+X", separated=True),
    A("Edit", "&Put Here", "verbs.paste", "Ctrl+V"),
    A("Edit", "Select &All", "commands.select_all", "Ctrl+A", separated=True),
    A("Edit", "&Find…", "commands.find", "Ctrl+F", "search"),
    A("Edit", "Fi&lter…", "commands.filter", "Ctrl+Shift+F", "filter"),
    A("Edit", "&More Like This", "commands.more_like_this", "Ctrl+L", "users"),
    A("Edit", "&Settings…", "window.edit_settings", "Ctrl+,", "settings", ALWAYS, separated=True),
    A("View", "Cards to &Name", "commands.show_to_name", "Ctrl+1", group="tab"),
    A("View", "N&amed Cards", "commands.show_named", "Ctrl+2", group="tab"),
    A("View", "A&ll Cards", "commands.show_all", "Ctrl+3", group="tab"),
    A("View/Sort by", "&Biggest First", "commands.sort_biggest", group="sort"),
    A("View/Sort by", "&Name", "commands.sort_name", group="sort"),
    A("View/Sort by", "&First Seen", "commands.sort_first_seen", group="sort"),
    A("View/Sort by", "N&ewest First", "commands.sort_newest", group="sort"),
    A("View/Sort by", "Most &Doubtful First", "commands.sort_doubtful", group="sort"),
    A("View/Sort by", "&Worst Quality First", "commands.sort_worst", group="sort"),
    A("View/Sort by", "Like the &Selection", "commands.sort_alike", group="sort"),
    A("View", "Sort A&gain", "commands.sort_again", "F5", "sort-descending"),
    A("View", "&Stack Faces of a Track", "commands.stack_tracks", icon="stack-2", toggle=True),
    A("View", "&Go to Frame", "viewer.open", "G", "maximize", letter=True, separated=True),
    A("View", "&Play or Preview", "viewer.play", "Space", "player-play", letter=True),
    A("View", "Na&mes in the Viewer", "viewer.switch_names", toggle=True),
    A("View", "Larger &Cards", "commands.zoom_in", "Ctrl++ Ctrl+=", separated=True),
    A("View", "S&maller Cards", "commands.zoom_out", "Ctrl+-"),
    A("View/Theme", "As the &System", "window.theme_system", needs=ALWAYS, group="theme"),
    A("View/Theme", "&Dark", "window.theme_dark", needs=ALWAYS, group="theme"),
    A("View/Theme", "&Light", "window.theme_light", needs=ALWAYS, group="theme"),
    A("View/Theme", "&High Contrast", "window.theme_high_contrast", needs=ALWAYS, group="theme"),
    A("View", "Ne&xt Pane", "commands.next_pane", "F6", separated=True),
    A("View", "F&ull Screen", "window.toggle_full_screen", "F11", needs=ALWAYS),
    A("People", "&Name…", "commands.name", "F2 Return"),
    A("People", "&Merge Cards", "verbs.merge", "M", "arrow-merge", letter=True),
    A("People", "S&plit…", "verbs.split_off", "P", "arrows-split", letter=True),
    A("People", "F&rom Here On Someone Else", "verbs.part_track", "Ctrl+Shift+P", "scissors"),
    A("People", "&Draw Missed Face", "viewer.draw", "D", "photo-plus", letter=True),
    A("People", "Leave &Out of the Name", "verbs.leave_out", "X", "minus", letter=True),
    A("People", "Move &to…", "commands.move_to", "Ctrl+M"),
    A("People", "&Confirm", "verbs.confirm", "Ctrl+K", "circle-check"),
    A("People", "&Ignore", "verbs.ignore", "I", "eye-off", letter=True, separated=True),
    A("People", "Not a &Face", "verbs.reject", "Del", "face-id-error"),
    A("People", "A Face &After All", "verbs.take_back", "Shift+Del", "face-id"),
    A("People", "Con&sent…", "people.note_consent", "Ctrl+Shift+K", "shield-check", separated=True),
    A("People", "For&get Person…", "people.forget", "Ctrl+Shift+Del", "trash-x"),
    A("Tools", "&Questions", "questions.open", "F7", "message-question"),
    A("Tools/Answer", "&Yes, Same Person", "questions.yes", "Y", "check", letter=True),
    A("Tools/Answer", "&No, Different People", "questions.no", "N", "x", letter=True),
    A("Tools/Answer", "Not &Sure, Later", "questions.later", "S", "clock-pause", letter=True),
    A("Tools", "&Group Again", "processing.group_again", "Ctrl+G", "refresh"),
    A("Tools", "Group Another &Way…", "processing.group_another_way", "Ctrl+Shift+G"),
    A("Tools", "&Pause or Resume", "processing.pause_or_resume", "Ctrl+P", "player-pause", Needs.RUNNING),
    A("Tools", "&Cancel Reading", "processing.cancel", "", "x", Needs.RUNNING),
    A("Help", "All &Keys", "window.show_keys", "F1", "keyboard", ALWAYS),
    A("Help", "Show &Hints Again", "window.show_hints", "", "info-circle"),
    A("Help", "&About FaceLabeler", "window.show_about", "", "info-circle", ALWAYS),
)

# Keys that are no menu entries: what they do, the keys.
OTHER_KEYS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Cards and faces", "Go to the next one", ("←", "→", "↑", "↓")),
    ("Cards and faces", "Select several", ("Shift", "Ctrl")),
    ("Cards and faces", "First, last", ("Home", "End")),
    ("Cards and faces", "Give a recent name", ("1", "…", "9")),
    ("Cards and faces", "One step back", ("Esc",)),
    ("Viewer", "A frame back or on", ("←", "→")),
    ("Viewer", "A sample back or on", ("Shift+←", "Shift+→")),
    ("Viewer", "A shot back or on", ("Ctrl+←", "Ctrl+→")),
    ("Viewer", "Another face of the frame", ("↑", "↓")),
    ("Viewer", "Move the box, make it larger or smaller", ("↑", "↓", "Shift+↑", "Shift+↓")),
    ("Naming", "Start with this letter", ("Shift+A", "…", "Shift+Z")),
    ("Naming", "Take the marked row", ("Enter",)),
    ("Naming", "Mark another row", ("↑", "↓")),
    ("Naming", "A new person, exactly as typed", ("Ctrl+Enter",)),
    ("Naming", "Accept the completion", ("Tab",)),
    ("Naming", "Leave, nothing changed", ("Esc",)),
)

CONTEXT_MENUS: dict[Pane, tuple[str, ...]] = {
    Pane.CARDS: (
        "commands.name", "viewer.open", "verbs.merge", "verbs.split_off", "commands.move_to", "commands.more_like_this",
        "verbs.cut", "verbs.paste", "verbs.confirm", "verbs.ignore", "verbs.reject",
    ),
    Pane.FACES: (
        "viewer.open", "verbs.split_off", "verbs.part_track", "verbs.leave_out", "commands.move_to",
        "commands.more_like_this", "verbs.cut", "verbs.ignore", "verbs.reject", "verbs.take_back",
    ),
    Pane.PEOPLE: (
        "commands.name", "verbs.paste", "commands.more_like_this", "people.note_consent", "people.forget",
    ),
    Pane.TRAYS: ("verbs.paste",),
    Pane.VIEWER: (
        "commands.name", "verbs.part_track", "commands.move_to", "verbs.ignore", "verbs.reject", "viewer.draw",
    ),
}  # fmt: skip
"""What a right click (or the menu key) offers in each pane."""

Run = Callable[[ActionSpec], None]


class Actions(QObject):
    """The QActions of the table, by name; `run` is called with the row of the one that was triggered."""

    def __init__(self, run: Run, parent: QObject) -> None:
        super().__init__(parent)
        self._groups: dict[str, QActionGroup] = {}
        self.by_name = {spec.name: self._make(spec, run) for spec in ACTIONS}

    def __getitem__(self, name: str) -> QAction:
        return self.by_name[name]

    def enable(self, holds: dict[Needs, bool]) -> None:
        """Enable what can be used now; needs that are not named stay as they are."""
        for spec in ACTIONS:
            if spec.needs in holds:
                self.by_name[spec.name].setEnabled(holds[spec.needs])

    def check(self, name: str, *, checked: bool = True) -> None:
        """Check an action without running it."""
        self.by_name[name].setChecked(checked)

    def letters(self) -> dict[str, QAction]:
        """The actions of plain letters."""
        return {_letter(spec.key): self.by_name[spec.name] for spec in ACTIONS if spec.letter}

    def menu_of(self, names: Iterable[str], parent: QMenu | None = None) -> QMenu:
        """A context menu of these actions."""
        menu = parent or QMenu()
        menu.addActions([self.by_name[name] for name in names])
        return menu

    def _make(self, spec: ActionSpec, run: Run) -> QAction:
        action = QAction(tr(spec.text), self)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(key) for key in spec.key.split()])
        if spec.letter or "Return" in spec.key:
            # The key is only shown: letters and Enter count where cards or faces have the focus, see `KeyVerbs`.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if spec.icon:
            icons.dress(action, spec.icon)
        action.setCheckable(bool(spec.group) or spec.toggle)
        if spec.group:
            self._group(spec.group).addAction(action)
        action.triggered.connect(lambda _checked=False: run(spec))
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self)
        return self._groups[name]


def enable(actions: Actions, *, has_project: bool, undo: bool = False, redo: bool = False) -> None:
    """Enable the actions that can be used now."""
    actions.enable({Needs.NOTHING: True, Needs.PROJECT: has_project, Needs.UNDO: undo, Needs.REDO: redo})


def fill_menu_bar(bar: QMenuBar, actions: Actions) -> dict[str, QMenu]:
    """Make all menus; they are returned by their paths."""
    menus = {name: bar.addMenu(tr(f"&{name}")) for name in MENUS}
    for spec in ACTIONS:
        menu = _menu_at(menus, spec.menu)
        if spec.separated:
            menu.addSeparator()
        menu.addAction(actions[spec.name])
    return menus


def key_rows() -> list[KeyRow]:
    """All keys, for the list of keys."""
    named = [
        KeyRow(tr(spec.menu.split("/")[0]), tr(spec.text).replace("&", "").rstrip("…"), _keys(spec))
        for spec in ACTIONS
        if spec.key
    ]
    return [*named, *(KeyRow(tr(group), tr(text), keys) for group, text, keys in OTHER_KEYS)]


def _letter(key: str) -> str:
    """What arrives as text when the key is pressed."""
    return " " if key == "Space" else key.lower()


def _keys(spec: ActionSpec) -> tuple[str, ...]:
    return tuple("Enter" if key == "Return" else key for key in spec.key.split())


def _menu_at(menus: dict[str, QMenu], path: str) -> QMenu:
    if path not in menus:
        parent, _, title = path.rpartition("/")
        menus[path] = menus[parent].addMenu(tr(title))
    return menus[path]
