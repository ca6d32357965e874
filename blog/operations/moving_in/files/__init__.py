"""The files of an export: a file, a folder or an archive, opened within limits."""
