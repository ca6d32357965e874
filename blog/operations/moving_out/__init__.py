"""Moving out: the whole site as a folder that other programs can read, and this one takes back in."""
