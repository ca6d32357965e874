"""Reasons of refused requests (400, 403): a stable word for the log, and a sentence where the page may say it."""

import re

from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequestKeyError, HTTPException, SecurityError

WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
CSRF_REASONS = {
    "The CSRF token is missing.": "csrf_token_missing",
    "The CSRF session token is missing.": "csrf_session_missing",
    "The CSRF token has expired.": "csrf_token_expired",
    "The CSRF tokens do not match.": "csrf_token_mismatch",
}
SENTENCES = {
    "untrusted_host": _l(
        "This site does not answer to the host name of this request. If you run the site, let its proxy pass on the"
        " name, or list the name in BLOG_TRUSTED_HOSTS."
    ),
    "cross_origin": _l("The form was not sent from a page of this site. Reload the page and try again."),
    "insufficient_role": _l("Your role does not allow this. An administrator can change your role."),
}
"""What the page says; none of it repeats anything that was sent."""


def reason_of(error: HTTPException) -> str:
    """Return the word for the reason of *error*: the one that abort() was given as a description, or else its kind."""
    if isinstance(error, CSRFError):
        return CSRF_REASONS.get(error.description, "csrf_token_invalid")
    if isinstance(error, SecurityError):
        return "untrusted_host"
    if isinstance(error, BadRequestKeyError):
        return "missing_field"
    if error.description and WORD.fullmatch(error.description):
        return error.description
    return "forbidden" if error.code == 403 else "malformed_request"
