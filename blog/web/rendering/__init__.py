"""What stands on every page: variables and filters of templates, and the error pages."""
