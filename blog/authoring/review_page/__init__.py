"""Articles that are handed in: an editor accepts them or sends them back, and each step is kept."""
