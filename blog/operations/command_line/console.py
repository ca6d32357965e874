"""The console command broadsheet: the same commands as "flask --app wsgi", from any folder."""

import click
from flask import Flask
from flask.cli import AppGroup, ScriptInfo, routes_command, run_command, shell_command

from blog import create_app
from blog.config.loading import ConfigurationError
from blog.database.migrations import init_migrations
from blog.operations.command_line.cli import COMMANDS


def load_app() -> Flask:
    """Return the application of the environment's settings.

    Raises:
        ClickException: the settings do not allow a start; the message says what to do.
    """
    try:
        app = create_app()
    except ConfigurationError as error:
        raise click.ClickException(str(error)) from None
    init_migrations(app)
    return app


def make_console() -> click.Group:
    """Return the group of all commands; it lists them without loading the application, so also without settings."""
    settings = {"obj": ScriptInfo(create_app=load_app), "auto_envvar_prefix": "FLASK"}
    console = AppGroup("broadsheet", context_settings=settings, help="Run a Broadsheet site; settings are BLOG_*.")
    for command in (*COMMANDS, routes_command, run_command, shell_command):
        console.add_command(command)
    click.version_option(package_name="broadsheet")(console)
    return console


def main() -> None:
    """Run the command that the command line names."""
    make_console()()
