"""flask subscribers: CSV import and export of readers."""

import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, TextIO

import click
from flask.cli import AppGroup

from blog.database import db
from blog.subscriptions.import_export.csv_export import export_list
from blog.subscriptions.import_export.csv_import import ImportOptions, ImportReport, import_list
from blog.subscriptions.import_export.import_formats import RowError, UnreadableCsv, open_list
from blog.web.access.formula_escaping import escape_formula
from blog.web.clock import read_clock

MAX_ERRORS_PRINTED = 20
"""Refused rows that are printed when no report is asked for."""

subscribers = AppGroup("subscribers", help="Lists of readers, in and out.")
COMMANDS = [subscribers]
new_file = click.Path(dir_okay=False, path_type=Path)


@subscribers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="Read and check everything, write nothing.")
@click.option("--report", "report", type=new_file, help="CSV file for the refused rows.")
@click.option("--ask", "is_asking", is_flag=True, help="Owe a confirmation mail to each who has to agree.")
@click.option("--delimiter", help="Character between two cells; found in the heading when missing.")
def import_command(file: Path, report: Path | None, delimiter: str | None, *, is_dry: bool, is_asking: bool) -> None:
    """Take in the readers of a CSV FILE; nobody is told anything before agreeing."""
    if delimiter is not None and len(delimiter) != 1:
        raise click.UsageError("--delimiter is one character.")
    with file.open("rb") as stream:
        outcome = import_file(stream, delimiter, is_dry=is_dry, is_asking=is_asking)
    print_report(outcome, is_dry=is_dry, is_asking=is_asking)
    print_errors(outcome, report)


def import_file(stream: BinaryIO, delimiter: str | None, *, is_dry: bool, is_asking: bool) -> ImportReport:
    """Take in the list in *stream*, a batch a transaction, and draw how far it is read."""
    try:
        readers = open_list(stream, delimiter)
    except UnreadableCsv as reason:
        raise click.ClickException(str(reason)) from None
    click.echo(f"Reading {readers.encoding}, cells end at {readers.delimiter!r}.")
    if readers.unknown:
        click.echo(f"Not used: {', '.join(readers.unknown)}")
    size, outcome = os.fstat(stream.fileno()).st_size, ImportReport()
    with click.progressbar(length=size, label="Readers", file=sys.stderr) as bar:
        for outcome in import_list(db.session, readers, ImportOptions(read_clock(), is_asking)):  # noqa: B007
            if is_dry:
                db.session.rollback()
            else:
                db.session.commit()
            bar.update(stream.tell() - bar.pos)
    return outcome


def print_report(outcome: ImportReport, *, is_dry: bool, is_asking: bool) -> None:
    """Print what became of the rows."""
    click.echo("Nothing was written; this would happen:" if is_dry else "Done:")
    for state, count in outcome.new.items():
        click.echo(f"  {count:>9,} new, {state}")
    if outcome.without_proof:
        click.echo(f"  {outcome.without_proof:>9,} of them were called confirmed without proof and have to agree first")
    click.echo(f"  {outcome.known:>9,} were here already and stay as they are")
    click.echo(f"  {outcome.rejected:>9,} refused")
    if is_asking:
        click.echo(f"  {outcome.confirmations:>9,} confirmation mails owed")


def print_errors(outcome: ImportReport, report: Path | None) -> None:
    """Write the refused rows to *report*, or print the first of them."""
    if report is not None:
        write_report(report, outcome.errors)
        click.echo(f"The refused rows are in {report}.")
        return
    for error in outcome.errors[:MAX_ERRORS_PRINTED]:
        click.echo(f"  line {error.line}: {error.column or 'row'}: {error.reason}")
    if len(outcome.errors) > MAX_ERRORS_PRINTED:
        click.echo(f"  ... and {len(outcome.errors) - MAX_ERRORS_PRINTED:,} more; --report writes them all.")


def write_report(report: Path, errors: Sequence[RowError]) -> None:
    """Write *errors* as CSV, readable by their owner alone."""
    with open_private(report) as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "column", "value", "reason"])
        writer.writerows([error.line, error.column, escape_formula(error.value), error.reason] for error in errors)


@subscribers.command("export")
@click.argument("file", type=new_file, required=False)
def export_command(file: Path | None) -> None:
    """Write all readers as CSV to FILE, or to standard output; keep it secret, it holds the keys of their links."""
    if file is None:
        for lines in export_list(db.session):
            click.echo(lines, nl=False)
        return
    with open_private(file) as stream:
        stream.writelines(export_list(db.session))
    click.echo(f"Written to {file}: keep it secret, it holds addresses and the keys of personal links.")


def open_private(file: Path) -> TextIO:
    """Open *file* for writing as UTF-8, readable by its owner alone."""
    return open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline="")
