"""What makes a site its owner's, at the desk: settings, first steps, pages, topics, kinds, front page, counts."""
