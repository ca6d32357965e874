"""Articles as Markdown and as plain text, for programs and for readers who prefer them."""
