"""What the front page of the desk tells: what waits, what was done lately, what goes out next."""
