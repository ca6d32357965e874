"""Error pages: an explanation, a link onwards and the request id; never a stack trace."""

from contextlib import suppress
from typing import cast

import structlog
from flask import Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_timedelta
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from werkzeug.exceptions import Conflict, HTTPException, ServiceUnavailable, TooManyRequests

from blog.database import SAFE_METHODS, db
from blog.database.faults.disk_faults import is_disk_fault
from blog.database.faults.passing_faults import STALE_ROW_ERRORS, conflict_of, fault_of, is_conflict
from blog.database.faults.repeated_log import repeated_log
from blog.web.access.enforcement import is_same_origin
from blog.web.access.policy import policy_of
from blog.web.access.rate_limits import RateLimitExceeded
from blog.web.access.refusal_reasons import SENTENCES, reason_of
from blog.web.extensions import login
from blog.web.forms.resubmission import TOKEN, long_values, submitted_fields, typed_values
from blog.web.observability.logs import matched_rule
from blog.web.site_identity.reading import use_known_settings

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
RETRY_SECONDS = 10
"""After which a database that was locked may be asked again."""
STATUSES_WITH_PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500, 503})


log = structlog.get_logger()


def init_error_pages(app: Flask) -> None:
    """Answer every error with a page of the site."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(CSRFError, show_expired_form)
    app.register_error_handler(RateLimitExceeded, show_rate_limited)
    for error in (IntegrityError, *STALE_ROW_ERRORS):
        app.register_error_handler(error, show_conflict)
    app.register_error_handler(SQLAlchemyError, show_unavailable)
    app.register_error_handler(OSError, show_disk_fault)


def show_error(error: HTTPException, **values: object) -> ResponseReturnValue:
    """Return the page for *error* with its status and headers; *values* are further template variables."""
    if error.response is not None:
        return error.response
    cause = getattr(error, "original_exception", None)
    if isinstance(cause, SQLAlchemyError) and fault_of(cause, db.engine):
        return show_unavailable(cause)  # Another error page could not be made without the database.
    code = error.code or 500
    g.refusal_reason = reason_of(error)
    if code >= 500:
        treat_as_anonymous()
    name = str(code) if code in STATUSES_WITH_PAGES else ("500" if code >= 500 else "400")
    values = {"explanation": SENTENCES.get(g.refusal_reason), **values}
    page = render_template(f"errors/{name}.html", request_id=g.get("request_id") if code >= 500 else None, **values)
    response = make_response(page, code)
    for header, value in error.get_headers():
        if header.casefold() not in {"content-type", "content-length"}:
            response.headers[header] = value
    return response


def show_unavailable(error: SQLAlchemyError) -> ResponseReturnValue:
    """Return the page for a database that is locked, read-only, full or away (503), with what was typed.

    What is logged is a line a minute with the count; any other error is raised again.
    """
    fault = fault_of(error, db.engine)
    if fault is None:
        raise error
    with suppress(SQLAlchemyError):
        db.session.remove()
    if times := repeated_log.count(("database unavailable", fault)):
        log.error("database unavailable", database=fault, rule=matched_rule(), times=times, cause=str(error.args[:1]))
    return show_error(ServiceUnavailable(retry_after=RETRY_SECONDS), **values_to_resend())


def show_disk_fault(error: OSError) -> ResponseReturnValue:
    """Return the page for a disk that is full or not writable (503), with what was typed, if its form could be read.

    What is logged is a line a minute with the count; any other error is raised again.
    """
    if not is_disk_fault(error):
        raise error
    with suppress(SQLAlchemyError):
        db.session.remove()
    if times := repeated_log.count(("disk unavailable", error.errno)):
        log.error("disk unavailable", rule=matched_rule(), times=times, cause=str(error))
    values = values_to_resend() if "form" in vars(request) else {}
    return show_error(ServiceUnavailable(retry_after=RETRY_SECONDS), **values)


def show_conflict(error: SQLAlchemyError) -> ResponseReturnValue:
    """Return the page for a form about a row that another transaction has deleted or added (409), with what was typed.

    Sent again it is answered by what there is now. Any other error of the kind is raised again.
    """
    if request.method in SAFE_METHODS or not is_conflict(error):
        return show_unavailable(error)
    log.warning("conflict with another change", rule=matched_rule(), cause=conflict_of(error))
    values = values_to_resend()
    with suppress(SQLAlchemyError):
        db.session.remove()
    return show_error(Conflict(), **values)


def values_to_resend() -> dict[str, object]:
    """Return the template variables of the form that was sent, its token included; none for passwords and strangers."""
    if not request.form or not is_same_origin(request, require_header=True):
        return {}
    if any("password" in name for name in request.form):
        return {}
    kept = submitted_fields(request.form)
    values = {"kept": kept, "token": request.form.get(TOKEN), "target": request.full_path.rstrip("?")}
    return {**values, "texts": typed_values(kept), "has_files": any(file.filename for file in request.files.values())}


def treat_as_anonymous() -> None:
    """Treat the user as anonymous, and use known settings: the page must not query a database that may be down."""
    use_known_settings()
    g._login_user = login.anonymous_user()


def show_expired_form(error: CSRFError) -> ResponseReturnValue:
    """Return the page for a rejected CSRF token (400).

    The fields of a desk form are carried along for resubmission, if they came from this origin.
    """
    g.refusal_reason = reason_of(error)
    kept = submitted_fields(request.form)
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    if kept and policy is not None and policy.role is not None and is_same_origin(request, require_header=True):
        if not current_user.is_authenticated:
            return cast(ResponseReturnValue, login.unauthorized())
        values = {"kept": kept, "texts": long_values(kept), "target": request.path, "is_expired": True}
        return make_response(render_template("accounts/signin/resubmit.html", **values), 400)
    return make_response(render_template("errors/expired_form.html"), 400)


def show_rate_limited(error: RateLimitExceeded) -> ResponseReturnValue:
    """Return the page for a reached rate limit (429), with Retry-After in seconds (RFC 9110 10.2.3).

    It says the time to wait, and carries the fields of a form without token, to be sent again.
    """
    is_open_form = request.method == "POST" and TOKEN not in request.form
    kept = submitted_fields(request.form) if is_open_form else []
    values = {"wait": format_wait(error.retry_after), "kept": kept, "target": request.path}
    return show_error(TooManyRequests(retry_after=error.retry_after), **values)


def format_wait(seconds: int) -> str:
    """Return *seconds* in words, rounded up to the unit that is said, so that nobody comes back too soon."""
    unit = next((unit for unit in (DAY, HOUR, MINUTE) if seconds >= 2 * unit), MINUTE if seconds >= MINUTE else 1)
    whole = -(-seconds // unit) * unit
    return str(format_timedelta(whole, threshold=2))
