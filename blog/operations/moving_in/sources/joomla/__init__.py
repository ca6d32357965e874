"""Joomla: articles of com_content, and what every part of a Joomla site shares, from a dump of its database."""
