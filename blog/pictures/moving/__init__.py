"""Moving all pictures and files from one storage to another."""
