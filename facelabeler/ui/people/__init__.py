"""People with a name, and the trays below them."""
