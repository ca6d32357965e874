"""The kinds of mail: each is one declaration here, one folder in templates/mail, and nothing else."""
