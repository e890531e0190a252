"""Giving names: what the field proposes and how it is filled in."""
