"""What makes a site its owner's, at the desk: settings, first steps, topics, kinds, the lead of the front page, counts."""
