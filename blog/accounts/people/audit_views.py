"""The audit trail, for administrators."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from blog.database import db
from blog.models import AuditEvent, AuditKind, Role
from blog.web.access.policy import staff
from blog.web.forms.row_ids import read_id

PAGE_SIZE = 50


@staff(Role.ADMINISTRATOR)
def audit() -> ResponseReturnValue:
    """Show audit events, the latest first, page by page; all of them or one kind."""
    kind = next((kind for kind in AuditKind if kind == request.args.get("kind")), None)
    query = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(PAGE_SIZE + 1)
    if kind is not None:
        query = query.where(AuditEvent.kind == kind)
    before = read_id(request.args.get("before", ""))
    if before is not None:
        query = query.where(AuditEvent.id < before)
    found = db.session.scalars(query).all()
    events = found[:PAGE_SIZE]
    older = events[-1].id if len(found) > PAGE_SIZE else None
    return render_template(
        "accounts/people/audit.html", events=events, older=older, kind=kind, kinds=list_recorded_kinds()
    )


def list_recorded_kinds() -> list[AuditKind]:
    """Return the kinds of which there is an event, in the order of AuditKind."""
    known = set(db.session.scalars(select(AuditEvent.kind).distinct()))
    return [kind for kind in AuditKind if kind in known]
