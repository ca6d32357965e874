"""flask subscribers: CSV import and export of readers."""

import csv
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click
from flask.cli import AppGroup

from blog.config.settings import current_settings
from blog.database import db
from blog.subscriptions.import_export.column_survey import ListSurvey, check_mapping, survey_list
from blog.subscriptions.import_export.csv_export import export_list
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list, record_import
from blog.subscriptions.import_export.import_formats import ReaderCsv, RowError, open_list
from blog.subscriptions.import_export.import_report import ImportReport
from blog.subscriptions.import_export.programs.column_names import EXPORT_COLUMNS, EXTRA_COLUMNS, MEANINGS
from blog.subscriptions.import_export.text_encoding import UnreadableCsv
from blog.text.cleaning import clean_line
from blog.web.access.formula_escaping import escape_formula
from blog.web.clock import read_clock

MAX_SOURCE = 200
"""Characters of a source, as Subscriber.consent_form has them."""
MAX_ERRORS_PRINTED = 20
"""Refused rows that are printed when no report is asked for."""

subscribers = AppGroup("subscribers", help="Lists of readers, in and out.")
new_file = click.Path(dir_okay=False, path_type=Path)


@subscribers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", "is_dry", is_flag=True, help="Read and check everything, write nothing.")
@click.option("--report", "report", type=new_file, help="CSV file for the refused rows.")
@click.option("--ask", "is_asking", is_flag=True, help="Send a confirmation mail to everyone who still has to agree.")
@click.option("--delimiter", help="Character between two cells; without it, detected from the heading.")
@click.option("--column", "mapped", multiple=True, help="What a column means, as TAGS=topics or Group=ignore.")
@click.option(
    "--state",
    "state",
    type=click.Choice(["left", "bounced", "confirmed"]),
    help="The status of every reader on the list.",
)
@click.option("--source", default="", help="Where and how they agreed; --state confirmed needs it.")
def import_command(
    file: Path, report: Path | None, delimiter: str | None, *, is_dry: bool, is_asking: bool, **more: Any
) -> None:
    """Import the readers in a CSV FILE; nobody gets an alert before agreeing."""
    if delimiter is not None and len(delimiter) != 1:
        raise click.UsageError("--delimiter is one character.")
    if more["state"] == "confirmed" and not more["source"].strip():
        raise click.UsageError("--state confirmed needs --source: where and how they agreed.")
    source, secret = clean_line(more["source"])[:MAX_SOURCE], current_settings().secret_key
    options = ImportOptions(read_clock(), is_asking, more["state"], source, secret)
    with file.open("rb") as stream:
        readers, survey = survey_file(stream, delimiter, more["mapped"])
        print_survey(readers, survey)
        refuse_to_ask(survey, options)
        outcome = import_file(readers, survey, options, report, is_dry=is_dry)
    print_report(outcome, is_dry=is_dry, is_asking=is_asking)
    print_errors(outcome, report)


def survey_file(stream: BinaryIO, delimiter: str | None, mapped: Sequence[str]) -> tuple[ReaderCsv, ListSurvey]:
    """Return the list in *stream* and its survey, with the columns that are *mapped* by hand."""
    try:
        readers = open_list(stream, delimiter)
        readers = readers.map_columns(dict(read_mapping(readers, text) for text in mapped))
    except UnreadableCsv as reason:
        raise click.ClickException(str(reason)) from None
    survey = survey_list(readers)
    if mapped and (errors := check_mapping(survey)):
        named = ((readers.headings[place] if place >= 0 else "address", reason) for place, reason in errors.items())
        raise click.ClickException("\n".join(f"{heading}: {reason}" for heading, reason in named))
    return readers, survey


def read_mapping(readers: ReaderCsv, text: str) -> tuple[int, str | None]:
    """Return the place of a column and its meaning from "heading=meaning"."""
    heading, _sign, name = text.rpartition("=")
    if heading not in readers.headings:
        raise click.UsageError(f"--column {text}: the list has no column “{heading}”.")
    if name not in {*EXPORT_COLUMNS, *EXTRA_COLUMNS, "ignore"}:
        raise click.UsageError(f"--column {text}: “{name}” is not one of {', '.join(MEANINGS)}, ignore.")
    return list(readers.headings).index(heading), None if name == "ignore" else name


def print_survey(readers: ReaderCsv, survey: ListSurvey) -> None:
    """Print what the list is and what each column was taken for, with examples."""
    written_by = f", as {readers.program.name} writes it" if readers.program else ""
    click.echo(f"Reading {readers.encoding}, cells end at {readers.delimiter!r}{written_by}: {survey.rows:,} rows.")
    for column in survey.columns:
        if column.filled or column.name:
            examples = ", ".join(column.examples)
            click.echo(f"  {column.heading[:30]:<30} {column.name or 'not used':<15} {column.filled:>9,}  {examples}")
    empty = [column.heading for column in survey.columns if not column.filled and not column.name]
    if empty:
        click.echo(f"Empty and not used: {', '.join(empty)}")


def refuse_to_ask(survey: ListSurvey, options: ImportOptions) -> None:
    """End the command when nobody may be asked yet, or say why that is so."""
    reasons = list(survey.reasons_not_to_ask())
    if reasons and options.send_confirmations:
        raise click.ClickException(
            "\n".join([*reasons, "No confirmation mail is sent until that is settled: see --column."])
        )
    for reason in reasons:
        click.echo(reason)


def import_file(
    readers: ReaderCsv, survey: ListSurvey, options: ImportOptions, report: Path | None, *, is_dry: bool
) -> ImportReport:
    """Take in *readers*, a batch a transaction, and draw how far it is read; the refused rows go to *report*."""
    size, outcome, session = os.fstat(readers.stream.fileno()).st_size, ImportReport(), db.session
    bar = click.progressbar(length=size, label="Readers", file=sys.stderr)
    with bar, open_report(report) as write:
        for outcome in import_list(session, readers, options, survey):
            if is_dry:
                session.rollback()
            else:
                session.commit()
            write(outcome.fresh_errors)
            bar.update(readers.stream.tell() - bar.pos)
    if not is_dry:
        record_import(session, outcome, options.now, by=None)
        session.commit()
    return outcome


@contextmanager
def open_report(report: Path | None) -> Iterator[Callable[[Sequence[RowError]], None]]:
    """Yield what writes refused rows to *report*, readable by its owner alone; with None it writes nothing."""
    if report is None:
        yield lambda errors: None
        return
    with open_private(report) as stream:
        writer = csv.writer(stream)
        writer.writerow(["line", "column", "value", "reason"])
        yield lambda errors: writer.writerows(
            [error.line, escape_formula(error.column), escape_formula(error.value), error.reason] for error in errors
        )


def print_report(outcome: ImportReport, *, is_dry: bool, is_asking: bool) -> None:
    """Print what became of the rows."""
    click.echo("Nothing was written; this would happen:" if is_dry else "Done:")
    for state, count in outcome.new.items():
        click.echo(f"  {count:>9,} new, {state}")
    optional = (
        (outcome.without_proof, "of them are marked confirmed without proof and have to agree first"),
        (outcome.known_left, "were here and are now unsubscribed, since they left there"),
        (outcome.known_suppressed, "were here and get no more mail, since they bounced or complained there"),
        (outcome.no_members, "never subscribed there and are left out"),
        (outcome.erased, "were deleted here at their request and are left out"),
    )
    for count, words in optional:
        if count:
            click.echo(f"  {count:>9,} {words}")
    click.echo(f"  {outcome.known:>9,} were here already and stay as they are")
    click.echo(f"  {outcome.rejected:>9,} refused")
    if is_asking:
        click.echo(f"  {outcome.confirmations:>9,} confirmation mails to send")
    print_left_out(outcome)


def print_left_out(outcome: ImportReport) -> None:
    """Print which values were left out of rows that are taken in."""
    for heading, left_out in outcome.left_out.items():
        first = f"first on line {left_out.line}: {left_out.example}"
        click.echo(f"  {left_out.count:>9,} values of {heading} left out, {first}")
    for word, count in outcome.unknown_states.items():
        click.echo(f"  {count:>9,} of the state “{word}”, which is unknown: imported as pending")
    for name, count in outcome.unknown_topics.items():
        click.echo(f"  {count:>9,} of the topic “{name}”, which this site does not have")


def print_errors(outcome: ImportReport, report: Path | None) -> None:
    """Print the first of the refused rows, or where they are."""
    if report is not None:
        click.echo(f"The refused rows are in {report}.")
        return
    for error in outcome.errors[:MAX_ERRORS_PRINTED]:
        value = f" “{error.value}”" if error.value else ""
        click.echo(f"  line {error.line}: {error.column or 'row'}:{value} {error.reason}")
    if outcome.rejected > MAX_ERRORS_PRINTED:
        click.echo(f"  ... and {outcome.rejected - MAX_ERRORS_PRINTED:,} more rows; --report lists them all.")


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
