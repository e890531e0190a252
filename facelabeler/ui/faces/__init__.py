"""The faces of the selected card or tray: model, delegate, view and their context."""
