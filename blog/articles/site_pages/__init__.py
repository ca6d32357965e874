"""Public reading of the pages without date: About, Contact, Imprint, Privacy and others."""
