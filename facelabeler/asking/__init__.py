"""Questions: "Are these the same person?" — which to ask first, and what an answer does."""
