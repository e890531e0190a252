"""Carrying faces with the mouse from one place to another."""
