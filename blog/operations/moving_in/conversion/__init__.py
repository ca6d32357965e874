"""From the HTML of other programs to our Markdown, with the names of what is lost."""
