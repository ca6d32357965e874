"""Statistics at the desk: what is read, where readers come from, and how their number grows; nobody is followed."""
