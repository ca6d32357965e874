"""CSV import and export of readers."""
