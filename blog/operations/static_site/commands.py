"""broadsheet static: the public site as files, and the proof that they are whole."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from blog.config.settings import settings_of
from blog.database import db
from blog.operations.static_site.files.file_manifest import MANIFEST_FAULTS
from blog.operations.static_site.files.site_folder import FolderBusy, FolderRefused, SiteFolder
from blog.operations.static_site.following.worker_job import FolderFollowing
from blog.operations.static_site.pages.site_reader import PageFailed
from blog.operations.static_site.proof.verification import verify_folder
from blog.operations.static_site.writing.full_build import BuildResult, build_site
from blog.web.clock import read_clock

folder_argument = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
MAX_FAULTS = 100
"""Faults that are printed."""
SAY_EVERY_SECONDS = 5.0
LOOK_SECONDS = 0.2
"""Between two looks whether something has changed."""


class StaticGroup(click.Group):
    """Takes the name of a folder where a subcommand could stand: "static DIR" builds."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that *args* name, or else that which builds."""
        if args and args[0] not in self.commands:
            args = ["build", *args]
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options of the build stand before the folder."""
        is_build = bool(args) and args[0] not in {*self.commands, "--help"}
        return super().parse_args(ctx, ["build", *args] if is_build else args)


@click.group("static", cls=StaticGroup)
def static() -> None:
    """Write the public site as files: static DIR; prove that they are whole: static verify DIR."""


@static.command("build")
@folder_argument
@click.option("--site", default="", help="Address to which forms lead; without it, BLOG_BASE_URL.")
@click.option("--follow", is_flag=True, help="Go on, and write what a change touches, until Ctrl-C.")
@with_appcontext
def build(folder: Path, site: str, follow: bool) -> None:
    """Write every public page, picture and feed into FOLDER, which opens from a disk and from any web server.

    FOLDER is empty, new, or one that was written before: then only what
    differs is written, and what is gone is deleted.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    live = live_site(site or settings_of(app).base_url)
    with faults_in_sentences(folder):
        if follow:
            follow_site(FolderFollowing(app, SiteFolder(folder), live))
        write_site(app, folder, live)


def follow_site(job: FolderFollowing) -> None:
    """Keep a folder current until the process is ended; raise FolderRefused where it cannot be used."""
    job.folder.prepare()
    builds = 0
    while True:
        if not job(db.session, read_clock()):
            db.session.rollback()
            time.sleep(LOOK_SECONDS)
        if job.builds > builds:
            builds = job.builds
            click.echo(f"{job.folder.root}: the whole site is there.", err=True)


def write_site(app: Flask, folder: Path, live: str) -> None:
    """Write the whole site once."""
    said_at = began = time.monotonic()
    for step in build_site(app, SiteFolder(folder), live):
        if isinstance(step, BuildResult):
            say_result(folder, step, time.monotonic() - began)
        elif time.monotonic() - said_at >= SAY_EVERY_SECONDS:
            said_at = time.monotonic()
            click.echo(f"{step:,} pages so far", err=True)


@contextmanager
def faults_in_sentences(folder: Path) -> Iterator[None]:
    """Raise ClickException with a sentence where *folder* cannot be written, or the site does not answer."""
    try:
        yield
    except (FolderRefused, PageFailed) as reason:
        raise click.ClickException(str(reason)) from None
    except FolderBusy:
        raise click.ClickException(f"Another run is writing {folder}.") from None
    except MANIFEST_FAULTS as error:
        place, what = (error.filename, error.strerror) if isinstance(error, OSError) else (None, error)
        raise click.ClickException(
            f"{place or folder} could not be written: {what}. Every file is whole, old or new; run the command again."
        ) from None


def live_site(address: str) -> str:
    """Return *address* without slash at its end, or refuse it."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise click.BadParameter("The address of the site must begin with https://.", param_hint="--site")
    return address.rstrip("/")


def say_result(folder: Path, result: BuildResult, seconds: float) -> None:
    """Print what a build did."""
    click.echo(
        f"{folder}: {result.pages:,} pages in {result.files:,} files; {result.written:,} were written and"
        f" {result.deleted:,} deleted in {seconds:,.1f} seconds."
    )


@static.command("verify")
@folder_argument
def verify(folder: Path) -> None:
    """Prove from FOLDER alone that no file is changed and no link, picture, style sheet or anchor broken."""
    if not SiteFolder(folder).is_ours:
        raise click.ClickException(f"{folder} holds no static site of Broadsheet.")
    report = verify_folder(folder)
    for fault in report.faults[:MAX_FAULTS]:
        click.echo(fault)
    if len(report.faults) > MAX_FAULTS:
        click.echo(f"and {len(report.faults) - MAX_FAULTS:,} more")
    if report.faults:
        raise click.ClickException(f"{len(report.faults):,} faults in {report.files:,} files.")
    click.echo(f"{report.files:,} files and {report.links:,} links are whole.")
