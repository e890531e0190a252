"""The dialogs. Each has a title, says what its buttons will do, and closes on Esc without doing anything."""
