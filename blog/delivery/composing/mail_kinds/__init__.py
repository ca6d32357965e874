"""The kinds of mail: each is one declaration here and one folder in templates/mail."""
