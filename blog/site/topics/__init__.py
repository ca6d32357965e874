"""Topics at the desk: names, order, pictures, merging and deletion."""
