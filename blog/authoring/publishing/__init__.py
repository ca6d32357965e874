"""When an article goes live and when it ends: set by a person, written by the worker."""
