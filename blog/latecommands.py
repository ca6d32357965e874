"""Commands whose modules are brought in when somebody calls them, so that web processes do not carry them."""

from importlib import import_module

from click import Command, Context
from flask.cli import AppGroup

LATE = {"db": "flask_migrate.cli:db", "doctor": "blog.doctor.commands:doctor"}
"""Both need Alembic, which takes 11 MiB of a process."""


class LateGroup(AppGroup):
    """The commands of an application, those of LATE among them."""

    def list_commands(self, ctx: Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *LATE})

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """Return the command with this name, or None."""
        if cmd_name not in LATE:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = LATE[cmd_name].partition(":")
        command: Command = getattr(import_module(module), attribute)
        return command
