"""Trials that do harm and count what it cost. The tests run their short forms, `benchmarks.battery` the long ones."""
