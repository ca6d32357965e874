"""States of an article and their changes: review, checks, publication, schedule, end."""
