"""Flask-Login glue: the user of a request, by the session token in the signed cookie."""

from datetime import timedelta

from flask import Flask, current_app, g, request, session
from flask.blueprints import BlueprintSetupState
from flask_login import login_user, logout_user

from blog.accounts.signin.devices import Device, describe_device
from blog.accounts.signin.known_browsers import remember_browser
from blog.accounts.signin.password_hashing import PasswordHasher
from blog.accounts.signin.sessions import TOUCH_INTERVAL, end_session, find_session, touch_session
from blog.config.settings import settings_of
from blog.database import db, writing_if_possible
from blog.models import Person
from blog.web.access.policy import policy_of
from blog.web.clock import read_clock
from blog.web.extensions import login

SESSION_KEY = "_user_id"
"""Key under which Flask-Login keeps the token in the cookie."""
PENDING_KEY = "pending_sign_in"
"""Key of the token of a sign-in that waits for the second factor."""


def init_login(state: BlueprintSetupState) -> None:
    """Give the application its password hasher, and turn off the session protection of Flask-Login, which is ours."""
    settings = settings_of(state.app)
    state.app.extensions["password_hasher"] = PasswordHasher(
        memory_kib=settings.password_hash_memory_kib,
        rounds=settings.password_hash_rounds,
        max_concurrent=settings.password_hashes_at_once,
    )
    login.session_protection = None


def password_hasher() -> PasswordHasher:
    """Return the password hasher of the running application."""
    hasher: PasswordHasher = current_app.extensions["password_hasher"]
    return hasher


def read_timeouts(app: Flask) -> dict[str, timedelta]:
    """Return the idle timeout and the absolute lifetime of a session."""
    return {
        "idle": timedelta(seconds=settings_of(app).session_idle_seconds),
        "lifetime": timedelta(seconds=settings_of(app).session_lifetime_seconds),
    }


@login.user_loader  # type: ignore[untyped-decorator]
def load_user(token: str) -> Person | None:
    """Return the person whose session has this *token*; None when it has expired."""
    found = find_session(db.session, token, read_clock(), **read_timeouts(current_app))
    if found is None:
        return None
    g.login_session = found
    found.person.session_token = token
    return found.person


def touch_current_session() -> None:
    """Record that the session is in use when a page of the desk is asked for, at most every TOUCH_INTERVAL; commits.

    It runs before the view, so that its commit cannot end the transaction of a half-done deed.
    """
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    login_session = g.get("login_session")
    if policy is None or policy.role is None or login_session is None:
        return
    now, session_id = read_clock(), login_session.id
    if now - login_session.last_seen_at >= TOUCH_INTERVAL:
        with writing_if_possible():
            touch_session(db.session, session_id, now)


def log_in(person: Person, token: str) -> None:
    """Sign *person* in with the session of this *token*; the cookie keeps nothing of before (session fixation)."""
    session.clear()
    g.pop("csrf_token", None)  # Flask-WTF keeps the token for the request; it is none of the new session.
    person.session_token = token
    remember_browser(person.address_key)
    login_user(person)


def log_out() -> None:
    """End the session of this browser and empty its cookie; the caller commits."""
    if SESSION_KEY in session:
        end_session(db.session, session[SESSION_KEY])
    logout_user()
    session.clear()


def this_device() -> Device:
    """Return what the request says about the browser that sent it."""
    return describe_device(request.headers.get("User-Agent", ""), request.remote_addr)
