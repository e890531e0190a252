"""Tracks and clusters: numbers in, labels out. Knows neither projects nor pictures."""
