"""Writing drafts: content, slug, topics, bylines, and their revisions."""
