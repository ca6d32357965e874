"""The public site as files: built, kept current, and proven whole."""
