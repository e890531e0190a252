"""Cluster cards: model, delegate and view."""
