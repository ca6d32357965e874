"""What is read becomes rows here: people, topics, pictures, articles, addresses, readers."""
