"""The page of backups at the desk: what was made, what is due, what is missing."""
