"""The flask commands; each is a few lines over a deed."""

from flask import Flask


def init_commands(app: Flask) -> None:
    """Give *app* its commands."""
