"""flask doctor: every check in turn, each finding on a line."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import settings_of
from blog.database import db
from blog.database.engine import UnsuitableEncoding
from blog.operations.doctor.delivery_checks import (
    check_backfills,
    check_database,
    check_guard,
    check_suppression,
    check_worker,
)
from blog.operations.doctor.disk import check_backups, check_file, check_media, check_picture_files, check_space
from blog.operations.doctor.dns_policies import check_names
from blog.operations.doctor.findings import Diagnosis, Severity, wrong
from blog.operations.doctor.online import check_online, check_public_pictures
from blog.operations.doctor.relay import check_relay
from blog.operations.doctor.resolver import DnsRecords, LookupFailed, Records
from blog.operations.doctor.retention_checks import check_retention
from blog.operations.doctor.settings_checks import check_bounces, check_postal_address, check_sender, check_settings
from blog.operations.doctor.shared_media import check_bucket, check_bucket_files, check_shared_media, machine_name
from blog.operations.doctor.theme_checks import check_theme
from blog.pictures.files.storage import BucketStorage, FolderStorage, storage
from blog.web.clock import read_clock
from blog.web.rendering.chosen_theme import use_chosen_theme
from blog.web.site_identity.reading import read_site_settings
from blog.web.themes.active_theme import theme_of
from blog.web.themes.theme import Theme

Check: TypeAlias = Callable[[], Iterator[Diagnosis]]
COLOURS = {Severity.OK: "green", Severity.WARN: "yellow", Severity.WRONG: "red"}


@click.command("doctor")
@click.option("--json", "is_json", is_flag=True, help="Write JSON, for a monitor.")
@click.option("--online", "is_online", is_flag=True, help="Also ask the site by its public address.")
@with_appcontext
def doctor(is_json: bool, is_online: bool) -> None:
    """Check what the site needs to send mail well; ends with 1 when something is wrong."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    findings = run_checks(checks(app, DnsRecords(), read_clock(), is_online=is_online))
    click.echo(format_json(findings) if is_json else format_text(findings))
    sys.exit(1 if any(finding.severity is Severity.WRONG for finding in findings) else 0)


def chosen_theme(app: Flask) -> Theme:
    """Return the theme that pages have: the one chosen at the desk, where the database says so."""
    try:
        use_chosen_theme()
    except SQLAlchemyError:
        db.session.rollback()
    return theme_of(app)


def checks(app: Flask, records: Records, now: datetime, *, is_online: bool) -> list[tuple[str, Check]]:
    """Return every check by name, in the order in which a person would look."""
    settings, instance = settings_of(app), Path(app.instance_path)
    found: list[tuple[str, Check]] = [
        ("settings", lambda: check_settings(settings, is_debug=app.debug)),
        ("sender", lambda: check_sender(settings)),
        ("imprint", lambda: check_postal_address(read_site_settings(db.session).postal_address)),
        ("bounces", lambda: check_bounces(settings)),
        ("theme", lambda: check_theme(chosen_theme(app), app.jinja_env)),
        ("database", lambda: check_database(db.session)),
        ("file", lambda: check_file(db.engine.url)),
        ("upgrade", lambda: check_backfills(db.session)),
        ("worker", lambda: check_worker(db.session, now)),
        ("suppression", lambda: check_suppression(db.session)),
        ("backup", lambda: check_backups(db.session, settings, now)),
        ("retention", lambda: check_retention(settings)),
        ("guard", lambda: check_guard(db.engine, instance, now)),
        ("relay", lambda: check_relay(settings, now)),
        ("names", lambda: check_names(settings, records)),
        ("disk", lambda: check_space(instance)),
        ("pictures", lambda: check_pictures(now)),
        ("pictures", lambda: check_public_pictures(db.session, storage(), settings.media_public_url)),
    ]
    return [*found, ("site", lambda: check_online(settings.base_url))] if is_online else found


def check_pictures(now: datetime) -> Iterator[Diagnosis]:
    """Say whether pictures can be written, and whether all machines have the folder in which they are kept."""
    kept = storage()
    if isinstance(kept, FolderStorage):
        yield from check_media(kept.root)
        yield from check_shared_media(db.session, kept.root, machine_name(), now)
        yield from check_picture_files(db.session, kept.root)
    elif isinstance(kept, BucketStorage):
        yield from check_bucket(kept.bucket)
        yield from check_bucket_files(db.session, kept.bucket)


def run_checks(todo: Sequence[tuple[str, Check]]) -> list[Diagnosis]:
    """Return what all checks find; one that breaks is a finding, and the others go on."""
    findings: list[Diagnosis] = []
    for name, check in todo:
        try:
            findings += check()
        except LookupFailed as error:
            findings.append(wrong(name, f"{error} Check the network and the resolver of this machine."))
        except UnsuitableEncoding as error:
            findings.append(wrong(name, error.message))
        except Exception as error:  # Whatever it is, the other checks are worth more than a trace.
            db.session.rollback()
            findings.append(wrong(name, f"This could not be checked ({type(error).__name__})."))
    return findings


def format_json(findings: Sequence[Diagnosis]) -> str:
    """Return *findings* for a machine."""
    rows = [{"about": one.subject, "mark": one.severity.value.lower(), "words": one.message} for one in findings]
    return json.dumps({"findings": rows, "counts": count(findings)}, indent=2)


def format_text(findings: Sequence[Diagnosis]) -> str:
    """Return *findings* for a person, aligned, and the sum; colours say nothing that words do not."""
    width = max(len(finding.subject) for finding in findings)
    lines = [
        f"{click.style(f'{one.severity.value:<5}', fg=COLOURS[one.severity])}  {one.subject:<{width}}  {one.message}"
        for one in findings
    ]
    sums = count(findings)
    return "\n".join([*lines, "", f"{sums['wrong']} wrong, {sums['warn']} to look at, {sums['ok']} in order."])


def count(findings: Sequence[Diagnosis]) -> dict[str, int]:
    """Return how many findings have which mark."""
    severities = Counter(finding.severity for finding in findings)
    return {severity.value.lower(): severities[severity] for severity in Severity}
