"""People as readers see them: guest authors, profiles, the staff page, one record for one person, another address."""
