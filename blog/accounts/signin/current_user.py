"""Who is asking: the edge between the signed cookie and the sessions in the database."""

from datetime import timedelta

from flask import Flask, current_app, g, request, session
from flask.blueprints import BlueprintSetupState
from flask_login import login_user, logout_user

from blog.accounts.signin.password_hashing import Passwords
from blog.accounts.signin.sessions import SIGN_OF_LIFE, end_session, find_session, note_sign_of_life
from blog.config.settings import settings_of
from blog.database import db, writing
from blog.models import Person
from blog.web.access.policy import policy_of
from blog.web.clock import read_clock
from blog.web.extensions import login

KEY = "_user_id"
"""Where Flask-Login keeps the token in the cookie."""


def init_visitors(state: BlueprintSetupState) -> None:
    """Give the application its keeper of passwords, and let Flask-Login leave sessions to us."""
    settings = settings_of(state.app)
    state.app.extensions["passwords"] = Passwords(
        memory_kib=settings.password_hash_memory_kib,
        rounds=settings.password_hash_rounds,
        at_once=settings.password_hashes_at_once,
    )
    login.session_protection = None


def passwords() -> Passwords:
    """Return the keeper of passwords of the running application."""
    keeper: Passwords = current_app.extensions["passwords"]
    return keeper


def read_timeouts(app: Flask) -> dict[str, timedelta]:
    """Return how long a session of *app* lives: without a request, and in any case."""
    return {
        "idle": timedelta(seconds=settings_of(app).session_idle_seconds),
        "lifetime": timedelta(seconds=settings_of(app).session_lifetime_seconds),
    }


@login.user_loader  # type: ignore[untyped-decorator]
def recognise(token: str) -> Person | None:
    """Return the person whose living session *token* opens."""
    found = find_session(db.session, token, read_clock(), **read_timeouts(current_app))
    if found is None:
        return None
    g.visit = found
    found.person.session_token = token
    return found.person


def note_visit() -> None:
    """Write the session's sign of life when a page of the desk is asked for, at most every few minutes.

    It runs before the view, which has then written nothing that the commit could end too early.
    """
    policy = policy_of(current_app.view_functions.get(request.endpoint or ""))
    visit = g.get("visit")
    if policy is None or policy.role is None or visit is None:
        return
    now, session_id = read_clock(), visit.id
    if now - visit.last_seen_at >= SIGN_OF_LIFE:
        with writing():
            note_sign_of_life(db.session, session_id, now)


def enter(person: Person, token: str) -> None:
    """Start the cookie anew for *person*, whose session *token* opens; nothing from before stays in it."""
    session.clear()
    g.pop("csrf_token", None)  # Flask-WTF keeps the token for the request; it is none of the new session.
    person.session_token = token
    login_user(person)


def depart() -> None:
    """End the session of this browser and empty its cookie; the caller commits."""
    if KEY in session:
        end_session(db.session, session[KEY])
    logout_user()
    session.clear()
