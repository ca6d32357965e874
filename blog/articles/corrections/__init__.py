"""Public corrections, versions of an article, and error reports of readers."""
