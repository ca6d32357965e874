"""Reports of readers about errors: the queue, and how each is closed."""
