"""flask theme: begin a theme, list those that are installed."""

from pathlib import Path

import click

from blog.web.themes.installed_themes import theme_names
from blog.web.themes.starter import FolderInUse, write_starter


@click.group("theme")
def theme_commands() -> None:
    """Begin a theme, or list those that are installed."""


@theme_commands.command("new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def new_theme(folder: Path) -> None:
    """Write a theme to begin with into FOLDER."""
    try:
        files = write_starter(folder)
    except FolderInUse as taken:
        raise click.ClickException(str(taken)) from None
    except OSError as error:
        raise click.ClickException(f"{folder} cannot be written to: {error.strerror}.") from None
    click.echo("\n".join(f"{folder / name}" for name in files))
    click.echo(f"Set BLOG_THEME={folder.absolute()} and start the site.")


@theme_commands.command("list")
def list_themes() -> None:
    """Name the themes that are installed, one a line."""
    click.echo("\n".join(theme_names()))


COMMANDS = (theme_commands,)
