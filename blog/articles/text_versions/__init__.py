"""The twins of an article: its words as Markdown and as plain text, for programs and whoever prefers them."""
