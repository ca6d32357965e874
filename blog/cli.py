"""The flask commands; each is a few lines over a deed."""

from flask import Flask

from blog.accounts.commands import COMMANDS as ACCOUNTS
from blog.delivery.commands import worker_command
from blog.duties import other_duties


def init_commands(app: Flask) -> None:
    """Give *app* its commands."""
    for command in (*ACCOUNTS, worker_command(other_duties)):
        app.cli.add_command(command)
