"""The desk: writing, previewing, publishing and withdrawing."""
