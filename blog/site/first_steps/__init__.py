"""First steps: what is left to do before the site goes public, ticked by itself when it is true."""
