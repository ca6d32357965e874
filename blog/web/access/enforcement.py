"""before_request hook that enforces each view's access policy: origin, CSRF token and role."""

from typing import cast

from flask import Flask, Request, abort, current_app, g, redirect, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import SecurityError
from werkzeug.routing import MapAdapter

from blog.database import SAFE_METHODS
from blog.web.access.factor_requirement import must_set_up_factor
from blog.web.access.monitoring_peers import may_name_any_host
from blog.web.access.policy import CsrfProtection, Policy, policy_of
from blog.web.extensions import csrf, links, login
from blog.web.forms.resubmission import submitted_fields
from blog.web.languages.page_language import speak


def init_access_control(app: Flask) -> None:
    """Check each request before it reaches a view."""
    app.before_request(enforce_policy)


def enforce_policy() -> ResponseReturnValue | None:
    """Abort, or redirect to the sign-in page, unless the view's policy allows the request; None lets it through."""
    if isinstance(request.routing_exception, SecurityError):
        request_ctx.url_adapter = bind_own_host()
        if not may_name_any_host(request):
            return None  # Flask refuses the host; the page that says so links within the site that is ours.
        match_own_host()
    if "\0" in request.path:
        abort(400, "null_byte_in_path")
    if request.routing_exception is not None:
        return None
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    if policy is None:
        abort(404)
    if request.method not in SAFE_METHODS:
        require_proof(policy)
    return require_role(policy)


def bind_own_host() -> MapAdapter:
    """Return the addresses of this site, for a request that named another host."""
    matched = {"path_info": request.path, "default_method": request.method}
    return current_app.url_map.bind(links().host, url_scheme=links().scheme, **matched)


def match_own_host() -> None:
    """Find the view as if the request had named the host of the base address."""
    request.host = links().host
    request.routing_exception = None
    request_ctx.match_request()


def require_proof(policy: Policy) -> None:
    """Abort with 403 when a form comes from another origin, with 400 when its CSRF token is missing or wrong."""
    if policy.csrf in {CsrfProtection.LINK, CsrfProtection.SIGNATURE}:
        return
    if not is_same_origin(request, require_header=policy.csrf is CsrfProtection.ORIGIN):
        abort(403, "cross_origin")
    if policy.csrf is CsrfProtection.TOKEN:
        csrf.protect()


def is_same_origin(req: Request, *, require_header: bool) -> bool:
    """Return whether Sec-Fetch-Site, or else Origin, names this site.

    A request with neither header passes unless *require_header* is set.

    Source: W3C Fetch Metadata 2.4 (Sec-Fetch-Site), RFC 6454 7 (Origin).
    """
    site = req.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = req.headers.get("Origin")
    if origin is None:
        return not require_header
    # A proxy that is not trusted hides the scheme: the configured address counts as ours too.
    return origin in {f"{req.scheme}://{req.host}", links().origin}


def require_role(policy: Policy) -> ResponseReturnValue | None:
    """Redirect an anonymous user to the sign-in page; abort with 403 when a signed-in one lacks the role.

    Who must set up a second factor is led to the page for that, and to nothing else.

    From here on the desk speaks the language of who has signed in.
    """
    if policy.role is None:
        return None
    if not current_user.is_authenticated:
        return ask_to_sign_in()
    if current_user.language:
        speak(current_user.language)
    if not current_user.may(policy.role):
        abort(403, "insufficient_role")
    return confine(policy) if must_set_up_factor(current_user) else None


def confine(policy: Policy) -> ResponseReturnValue | None:
    """Redirect to the page on second factors, unless the view belongs to setting one up."""
    if not policy.during_setup:
        return redirect(url_for("accounts.security"), code=303)
    g.is_confined = True  # The frame of the desk leads nowhere else then.
    return None


def ask_to_sign_in() -> ResponseReturnValue:
    """Redirect to the sign-in page, which leads back here after a GET and to the desk after a POST.

    A POST with fields, from this origin, gets the sign-in form itself, which carries the fields along.
    """
    if submitted_fields(request.form) and is_same_origin(request, require_header=True):
        return cast(ResponseReturnValue, login.unauthorized())
    target = request.full_path.rstrip("?") if request.method in SAFE_METHODS else url_for("authoring.desk")
    return redirect(url_for("accounts.sign_in", next=target), code=303)
