"""What a clipboard holds of a page or a document, as Markdown: its structure, and nothing of its looks."""
