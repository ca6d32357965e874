"""Health checks: /healthz (process) and /readyz (database and worker)."""

from pathlib import Path

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from blog.config.settings import current_settings
from blog.database import db
from blog.database.schema import UnfitSchema, require_current_schema
from blog.delivery.worker.instance_state import NOTICES, read_standing
from blog.models import BackupRun, Heartbeat
from blog.models.heartbeat import LATE_AFTER
from blog.operations.backup.backup_schedule import LATE_AFTER as LATE_BACKUP
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.triggers import faulty_triggers
from blog.web.clock import read_clock

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@anyone(CsrfProtection.ORIGIN)
def healthz() -> ResponseReturnValue:
    """Answer that the process serves requests."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@anyone(CsrfProtection.ORIGIN)
def readyz() -> ResponseReturnValue:
    """Answer 200 when the database answers and a worker has shown itself lately, else 503.

    A copy of a database is ready to be read; that it sends nothing is said beside, and so is a page cache that is off.
    """
    try:
        require_current_schema(db.engine)
        page_cache = describe_page_cache(db.session.connection())
        state = read_standing(db.engine, Path(current_app.instance_path), read_clock())
        seen_at = db.session.scalar(Heartbeat.last_seen(read_clock()))
    except UnfitSchema as fault:
        return jsonify(status="unavailable", database=fault.message), 503
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable"), 503
    is_alive = seen_at is not None and read_clock() - seen_at < LATE_AFTER
    worker = "ok" if is_alive else "no sign of life"
    status = "ok" if is_alive else "degraded"
    mail = str(NOTICES.get(state, "ok"))
    said = jsonify(status=status, database="ok", worker=worker, mail=mail, page_cache=page_cache)
    return said, 200 if is_alive else 503


def describe_page_cache(connection: Connection) -> str:
    """Return "ok", or that pages are rendered again for every reader, and why."""
    return "off: its triggers are missing, run flask db upgrade" if faulty_triggers(connection) else "ok"


@blueprint.app_template_global()
def backup_notice() -> str:
    """Return the sentence for the desk when the worker should make backups and has not for days; empty otherwise."""
    last = db.session.scalar(BackupRun.last_good()) if current_settings().backup_folder else read_clock()
    is_late = last is None or read_clock() - last > LATE_BACKUP
    return _("No backup has succeeded for two days. The command “broadsheet doctor” says why.") if is_late else ""


@blueprint.app_template_global()
def standing_notice() -> str:
    """Return the sentence for the desk when nothing is sent because the database is a copy; empty otherwise."""
    return str(NOTICES.get(read_standing(db.engine, Path(current_app.instance_path), read_clock()), ""))
