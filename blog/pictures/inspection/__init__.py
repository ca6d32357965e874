"""Kinds, metadata and dangers of uploaded documents and sound, read in a process of its own that knows nothing else."""
