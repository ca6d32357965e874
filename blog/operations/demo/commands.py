"""flask demo: a newsroom to look at."""

import click
from flask.cli import with_appcontext

from blog.database import db
from blog.operations.demo.seeding import NotEmpty, seed_newsroom
from blog.pictures.files.storage import storage
from blog.web.clock import read_clock


@click.command("demo")
@with_appcontext
def demo() -> None:
    """Fill an empty database with the demo newsroom, and print how to sign in."""
    try:
        login = seed_newsroom(db.session, storage(), read_clock())
    except NotEmpty:
        raise click.ClickException(
            "The database has people or articles: the demo only goes into an empty one."
        ) from None
    db.session.commit()
    click.echo(f"Sign in as {login.address} with the password {login.password}")


COMMANDS = [demo]
