"""Sample → detect → align → encode: stages, the runner that overlaps them, progress and cancel."""
