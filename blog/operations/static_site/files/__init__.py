"""The folder: names of files, how they are swapped, the manifest."""
