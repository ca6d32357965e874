"""Settings: read from the environment, typed, checked before a start."""
