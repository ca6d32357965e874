"""EasyBlog 5 and 6 for Joomla, from a dump of the database, with the folder of its pictures."""
