"""What makes a site its owner's, at the desk: settings, topics, kinds, the lead of the front page."""
