"""The application that a WSGI server imports."""

from blog import create_app

app = create_app()
