"""flask version: which program this is, and whether database and settings fit it."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from blog.config.locations import read_version
from blog.config.settings import settings_of
from blog.database import db
from blog.database.schema import UnfitSchema, known_revisions, read_revision, require_current_schema
from blog.operations.doctor.findings import Diagnosis, Severity
from blog.operations.doctor.settings_checks import check_settings
from blog.operations.upgrading.backfills import read_progress


@click.command("version")
@click.option("--check", "is_checked", is_flag=True, help="Compare database and settings; ends with 1 if they differ.")
@with_appcontext
def show_version(is_checked: bool) -> None:
    """Print the version of the program and the schema that it needs."""
    click.echo(f"Broadsheet {read_version()} needs schema {known_revisions()[-1]}.")
    if is_checked:
        findings = [*schema_findings(), *check_settings(settings_of(current_app), is_debug=current_app.debug)]
        for finding in findings:
            click.echo(finding.message)
        sys.exit(1 if any(finding.severity is Severity.WRONG for finding in findings) else 0)


def schema_findings() -> list[Diagnosis]:
    """Return whether the database has the schema of this program, and what is still to be filled."""
    try:
        require_current_schema(db.engine)
    except UnfitSchema as fault:
        return [Diagnosis("schema", Severity.WRONG, fault.message)]
    due = [
        Diagnosis("schema", Severity.WARN, f"{one.label}: the worker still fills it.")
        for one in read_progress(db.session)
    ]
    db.session.rollback()
    return [Diagnosis("schema", Severity.OK, f"The database has schema {read_revision(db.engine)}."), *due]
