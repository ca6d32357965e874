"""The commands as the operator calls them: their list, when they are imported, and how they end."""
