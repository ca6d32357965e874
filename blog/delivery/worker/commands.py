"""The command that runs the worker."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from blog.config.loading import apply_settings
from blog.config.settings import settings_of
from blog.database import db, relax_durability
from blog.delivery.worker.job_runner import Duty
from blog.delivery.worker.main_loop import run
from blog.delivery.worker.shutdown import stop_at_signals
from blog.web.clock import read_clock

Duties = Callable[[Flask], Sequence[Duty]]
"""Gives duties of other rooms for an application."""


def worker_command(more_duties: Duties, timely_duties: Duties) -> click.Command:
    """Return "flask worker", which does *more_duties* after its own, and *timely_duties* whatever else it does."""

    @click.command("worker")
    @click.option("--once", "is_once", is_flag=True, help="Do what is due and end, for cron.")
    @click.option("--connections", type=click.IntRange(1), help="Connections to the relay; BLOG_MAIL_CONNECTIONS.")
    @with_appcontext
    def worker(is_once: bool, connections: int | None) -> None:
        """Send what is owed to readers, until SIGTERM or Ctrl-C."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        if connections:
            apply_settings(app, replace(settings_of(app), mail_connections=connections))
        # A power cut may then make the worker repeat a message; it never loses one (docs/delivery.md).
        relax_durability(db.engine)
        run(app, more_duties(app), stop_at_signals(), read_clock, timely=timely_duties(app), is_once=is_once)

    return worker
