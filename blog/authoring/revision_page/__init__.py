"""What an article once was: kept at each save, compared word by word, and brought back."""
