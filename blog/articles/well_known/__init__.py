"""Files by which the site tells programs what it is and what they may do."""
