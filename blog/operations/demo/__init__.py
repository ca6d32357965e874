"""The demo newsroom: people, topics, photos and articles for a first look; an edge that may enter every room."""
