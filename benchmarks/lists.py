"""A list of a million readers: how long reading, checking and taking it in takes, and how much memory it needs."""

import csv
import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.stage import NOW, set_stage
from blog.database import db
from blog.subscriptions.import_export.column_survey import survey_list
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.import_export.import_report import ImportReport

ROWS = 1_000_000
HEADINGS = "Email Address,First Name,Last Name,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP,TIMEZONE,CC,LEID,EUID,TAGS"


def measure(rows: int = ROWS) -> Iterator[str]:
    """Yield what a list of *rows* in the shape of Mailchimp takes on SQLite, checked and taken in."""
    with TemporaryDirectory() as folder, set_stage(SQLITE_SYNCHRONOUS="NORMAL"):
        file = Path(folder) / "list.csv"
        write_list(file, rows)
        yield f"lists: {rows:,} rows, {file.stat().st_size / 1e6:.0f} MB"
        before = peak()
        for is_dry in (True, False):
            began, processor = time.perf_counter(), time.process_time()
            report = take(file, is_dry=is_dry)
            seconds, work = time.perf_counter() - began, time.process_time() - processor
            what = "checked" if is_dry else "taken in"
            outcome = f"{report.new['confirmed']:,} confirmed, {report.rejected:,} refused"
            cost = f"{seconds:.0f} s ({work:.0f} s of the processor), {peak() - before:.0f} MB more memory"
            yield f"lists: {what} in {cost}; {outcome}"


def write_list(file: Path, rows: int) -> None:
    """Write a list with readers who confirmed; every hundredth address is none, and every thousandth comes twice."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADINGS.split(","))
        for number in range(rows):
            address = "nobody" if number % 100 == 99 else f"reader{number - (number % 1000 == 500)}@example.com"
            when = f"{NOW - timedelta(minutes=number % 500_000):%Y-%m-%d %H:%M:%S}"
            ip = f"192.0.2.{number % 250}"
            writer.writerow([address, "Zoë", "Lee", when, ip, when, ip, "Europe/Berlin", "DE", number, "e1", '"a","b"'])


def take(file: Path, *, is_dry: bool) -> ImportReport:
    """Take in the list, or do as if; return the report."""
    report = ImportReport()
    with file.open("rb") as stream:
        readers = open_list(stream)
        for report in import_list(db.session, readers, ImportOptions(NOW), survey_list(readers)):  # noqa: B007
            if is_dry:
                db.session.rollback()
            else:
                db.session.commit()
    return report


def peak() -> float:
    """Return the largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
