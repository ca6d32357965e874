"""The front page of the desk: the articles by state, and what waits for a decision."""
