"""Kinds of article at the desk: names, labels, weight on the front page, order, deletion with a target."""
