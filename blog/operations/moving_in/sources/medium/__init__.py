"""Medium: the zip of its export, a file of HTML for each post."""
