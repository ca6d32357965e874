"""The door of the house: each request is refused unless its view's policy lets it in."""

from typing import cast

from flask import Flask, Request, abort, current_app, redirect, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import SecurityError

from blog.database import SAFE_METHODS
from blog.web.access.policy import Policy, Proof, policy_of
from blog.web.extensions import csrf, links, login
from blog.web.forms.resubmission import read_sent


def init_guard(app: Flask) -> None:
    """Let the guard see each request before any view."""
    app.before_request(guard_request)


def guard_request() -> ResponseReturnValue | None:
    """Refuse a request without proof or right; None lets it through."""
    if isinstance(request.routing_exception, SecurityError):
        request_ctx.url_adapter = current_app.url_map.bind(links().host, url_scheme=links().scheme)
        return None  # Flask refuses the host; the page that says so links within the site that is ours.
    if "\0" in request.path:
        abort(400)
    if request.routing_exception is not None:
        return None
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    if policy is None:
        abort(404)
    if request.method not in SAFE_METHODS:
        demand_proof(policy)
    return demand_role(policy)


def demand_proof(policy: Policy) -> None:
    """Abort with 403 when a form comes from elsewhere, with 400 when its token is missing."""
    if policy.proof in {Proof.LINK, Proof.SIGNATURE}:
        return
    if not is_same_origin(request, is_required=policy.proof is Proof.ORIGIN):
        abort(403)
    if policy.proof is Proof.TOKEN:
        csrf.protect()


def is_same_origin(req: Request, *, is_required: bool) -> bool:
    """Return whether the browser says that *req* comes from a page of this site.

    A request that says nothing (no Sec-Fetch-Site, no Origin) passes only when
    that is not *is_required*.

    Source: W3C Fetch Metadata 2.4 (Sec-Fetch-Site), RFC 6454 7 (Origin).
    """
    site = req.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = req.headers.get("Origin")
    if origin is None:
        return not is_required
    # A proxy that is not trusted hides the scheme: the configured address counts as ours too.
    return origin in {f"{req.scheme}://{req.host}", links().origin}


def demand_role(policy: Policy) -> ResponseReturnValue | None:
    """Send a visitor to the sign-in page, and refuse with 403 whoever lacks the role."""
    if policy.role is None:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if not current_user.may(policy.role):
        abort(403)
    return None


def ask_to_sign_in() -> ResponseReturnValue:
    """Redirect to the sign-in page, which leads back here after a GET and to the desk after a POST.

    A POST with words in it, from a page of ours, is answered with the page itself, which keeps the words.
    """
    if read_sent(request.form) and is_same_origin(request, is_required=True):
        return cast(ResponseReturnValue, login.unauthorized())
    target = request.full_path.rstrip("?") if request.method in SAFE_METHODS else url_for("authoring.desk")
    return redirect(url_for("accounts.sign_in", next=target), code=303)
