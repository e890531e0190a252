"""Prints what a screen reader sees of a program: one JSON object a line. Runs in a Python that has AT-SPI (`gi`)."""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi

MOST_CHILDREN = 80
SHOWN = Atspi.StateType.SHOWING


def main(program):
    Atspi.init()
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(number)
        if app is not None and app.get_process_id() == program:
            for row in walk(app, []):
                print(json.dumps(row))


def walk(node, path):
    role, name = node.get_role_name(), node.get_name() or ""
    here = [*path, f"{role} {name!r}"]
    box = node.get_component_iface()
    extents = Atspi.Component.get_extents(box, Atspi.CoordType.SCREEN) if box else None
    yield {
        "role": role,
        "name": name,
        "description": node.get_description() or "",
        "showing": bool(node.get_state_set().contains(SHOWN)),
        "focusable": bool(node.get_state_set().contains(Atspi.StateType.FOCUSABLE)),
        "size": [extents.width, extents.height] if extents else [0, 0],
        "path": " > ".join(here),
    }
    for number in range(min(node.get_child_count(), MOST_CHILDREN)):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from walk(child, here)


if __name__ == "__main__":
    main(int(sys.argv[1]))
