"""Moving in: articles, people, pictures, readers and old addresses of another program, taken in without loss."""
