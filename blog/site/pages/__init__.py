"""Pages without date at the desk: begun from a template, put into their order, published, withdrawn, deleted."""
