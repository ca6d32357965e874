"""The front page: which story stands where, by rules over the newest ones."""
