"""Languages of the interface: which there are, which are offered, and in which a page or mail is written."""
