"""Files that articles offer: documents and sound in a library of their own, cleaned, replaced, served."""
