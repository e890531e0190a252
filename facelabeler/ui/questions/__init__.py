"""Questions: are these the same person? Two panels, the evidence, three answers."""
