"""What the worker does besides sending: the duties of the other rooms, put together for one application."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Flask

from blog.accounts.sweeping import make_sweep
from blog.database import AnySession
from blog.delivery.worker import Duty
from blog.pictures.renditions import complete_next
from blog.pictures.storage import storage


def other_duties(app: Flask) -> Sequence[Duty]:
    """Return the duties of pictures and accounts as the settings of *app* want them."""
    idle = timedelta(seconds=app.config["SESSION_IDLE_SECONDS"])
    lifetime = timedelta(seconds=app.config["SESSION_LIFETIME_SECONDS"])
    return (complete_pictures, make_sweep(idle, lifetime))


def complete_pictures(session: AnySession, _now: datetime) -> bool:
    """Make one missing file of a picture; return whether there was one."""
    return complete_next(session, storage())
