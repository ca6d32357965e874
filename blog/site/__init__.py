"""What makes a site its owner's, at the desk: settings, first steps, topics, kinds, what the front page leads with, counts."""
