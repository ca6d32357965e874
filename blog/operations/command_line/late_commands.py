"""The commands of the site, which web processes do without."""

from importlib import import_module

import click
from flask import Flask
from flask.cli import AppGroup

COMMANDS_MODULE = "blog.operations.command_line.cli"
"""Imported late: with Alembic and the doctor's libraries it takes a sixth of a start and 15 MB."""


class LateCommands(AppGroup):
    """The group of the commands of *app*, which imports them when one is first looked for."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self.app = app
        self.is_loaded = False

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        self.load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        self.load()
        return super().get_command(ctx, cmd_name)

    def load(self) -> None:
        """Add the commands, once."""
        if not self.is_loaded:
            self.is_loaded = True
            import_module(COMMANDS_MODULE).init_commands(self.app)
