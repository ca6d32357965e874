"""Dates, times, names and headlines as pages print them in the language of the site."""
