"""The page cache: whole public pages kept in memory, and served only while the content is what it was."""
