"""The command that runs the worker."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from blog.config.loading import apply_settings
from blog.config.settings import settings_of
from blog.database import db, relax_durability
from blog.delivery.worker.job_runner import Job
from blog.delivery.worker.main_loop import run
from blog.delivery.worker.shutdown import stop_at_signals
from blog.web.clock import read_clock

JobFactory = Callable[[Flask], Sequence[Job]]
"""Makes the jobs of other rooms for an application."""


def worker_command(more_jobs: JobFactory, timely_jobs: JobFactory, long_jobs: JobFactory) -> click.Command:
    """Return "flask worker", which runs *more_jobs* after its own, *timely_jobs* and *long_jobs* in own threads."""

    @click.command("worker")
    @click.option("--once", is_flag=True, help="Do what is due and end, for cron.")
    @click.option("--connections", type=click.IntRange(1), help="Connections to the relay; BLOG_MAIL_CONNECTIONS.")
    @with_appcontext
    def worker(once: bool, connections: int | None) -> None:
        """Send what is owed to readers, until SIGTERM or Ctrl-C."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        if connections:
            apply_settings(app, replace(settings_of(app), mail_connections=connections))
        # A power cut may then make the worker repeat a message; it never loses one (docs/delivery.md).
        relax_durability(db.engine)
        jobs = {"timely": timely_jobs(app), "long": long_jobs(app)}
        run(app, more_jobs(app), stop_at_signals(), read_clock, once=once, **jobs)

    return worker
