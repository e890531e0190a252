"""The viewer: the exact frame with its boxes and names, and a lane for each person over the whole source."""
