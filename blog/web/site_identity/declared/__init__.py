"""The settings of the site by section, a class for each heading of its page."""
