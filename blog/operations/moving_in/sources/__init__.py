"""The programs whose exports are read, a folder or module each."""
