"""The front page at the desk: what leads and until when, what stands beside it, which bands; with a preview."""
