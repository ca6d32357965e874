"""The text as its author wrote it: content for the checks before publication, blocks for the rich sheet."""
