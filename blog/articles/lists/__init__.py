"""The public pages of a topic, of an author and of the staff: each with a face, and what it says to machines."""
