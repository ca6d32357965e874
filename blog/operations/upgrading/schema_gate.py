"""Refuses to work on a database of another edition: commands end with a sentence, web processes answer 503.

A process that began on the right schema goes on when a newer edition upgrades
the database beside it, since migrations are safe while the old code still serves.
"""

import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import click
import structlog
from flask import Flask, request
from flask.cli import with_appcontext
from werkzeug.exceptions import ServiceUnavailable

from blog.database import db
from blog.database.schema import UnfitSchema, require_current_schema

RETRY_SECONDS = 2
LOG_EVERY_SECONDS = 60.0
OPEN_ENDPOINTS = frozenset({"health.healthz", "health.readyz", "metrics.metrics"})
"""What tells an operator how it stands must answer whatever the schema is."""

log = structlog.get_logger()


class SchemaGate:
    """Asks for the schema with the first request, and again with each until it is right; then never more."""

    is_open = False
    log_at = 0.0

    def check(self) -> None:
        """Abort with 503 (RFC 9110 15.6.4) while the schema is not the one that this program needs."""
        if self.is_open or request.endpoint in OPEN_ENDPOINTS:
            return
        try:
            require_current_schema(db.engine)
        except UnfitSchema as fault:
            self.report(fault.message)
            raise ServiceUnavailable(retry_after=RETRY_SECONDS) from None
        self.is_open = True

    def report(self, sentence: str) -> None:
        """Log once a minute why nothing is served."""
        if time.monotonic() >= self.log_at:
            log.error("nothing is served", why=sentence)
            self.log_at = time.monotonic() + LOG_EVERY_SECONDS


def init_schema_gate(app: Flask) -> None:
    """Let *app* serve nothing from a database of another edition."""
    app.before_request(SchemaGate().check)


def guard_commands(commands: Iterable[click.Command]) -> list[click.Command]:
    """Let each of *commands*, those of groups too, begin by looking at the schema; return them."""
    guarded = list(commands)
    for command in guarded:
        guard_commands(command.commands.values() if isinstance(command, click.Group) else ())
        if command.callback is not None and not isinstance(command, click.Group):
            command.callback = check_first(command.callback)
    return guarded


def check_first(run: Callable[..., Any]) -> Callable[..., Any]:
    """Return *run* so wrapped that it raises UnfitSchema, which ends the command with a sentence, before it begins."""

    @with_appcontext
    @wraps(run)
    def run_on_current_schema(*arguments: Any, **options: Any) -> Any:
        require_current_schema(db.engine)
        return run(*arguments, **options)

    return run_on_current_schema
