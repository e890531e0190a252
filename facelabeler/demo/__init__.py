"""A short film of public-domain portraits, for somebody who has no footage at hand, and for tests that need faces."""
