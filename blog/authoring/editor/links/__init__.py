"""Links of a text: articles of this site to link to, and cards of pages elsewhere, read once on an author's press."""
