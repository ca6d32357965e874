"""The trail of what was done, for administrators."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, AuditKind, Role
from blog.web.access.policy import staff

LONGEST_PAGE = 50


@staff(Role.ADMINISTRATOR)
def audit() -> ResponseReturnValue:
    """Show what was done, the latest first, page by page; all of it or one kind."""
    kind = next((kind for kind in AuditKind if kind == request.args.get("kind")), None)
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(LONGEST_PAGE + 1)
    if kind is not None:
        query = query.where(AuditEvent.kind == kind)
    before = read_key(request.args.get("before", ""))
    if before is not None:
        query = query.where(AuditEvent.id < before)
    found = db.session.scalars(query).all()
    events = found[:LONGEST_PAGE]
    older = events[-1].id if len(found) > LONGEST_PAGE else None
    return render_template("accounts/audit.html", events=events, older=older, kind=kind, kinds=list_kinds())


def list_kinds() -> list[AuditKind]:
    """Return the kinds of which there is any act, in the order of the house."""
    known = set(db.session.scalars(select(AuditEvent.kind).distinct()))
    return [kind for kind in AuditKind if kind in known]


def read_key(text: str) -> int | None:
    """Return the key of a page, or None, for the first one, when *text* is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
