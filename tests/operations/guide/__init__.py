"""docs/operations.md as a script: its blocks, and a Debian root in which they run."""
