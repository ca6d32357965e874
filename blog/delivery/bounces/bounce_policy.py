"""How this site knows its own messages, and how patient it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import Flask

from blog.config.settings import settings_of
from blog.delivery.composing.composer import Composer
from blog.models import Delivery


@dataclass(frozen=True)
class Site:
    """What reading a report needs to know of the settings."""

    secret: str
    """Proves the envelope sender of a message to be ours."""
    soft_allowed: int
    """Soft bounces in a row after which an address gets nothing more."""
    message_id: Callable[[Delivery], str]
    """Returns the Message-ID that a message had."""


def site_of(app: Flask) -> Site:
    """Return what the settings of *app* say."""
    links, settings = app.extensions["links"], settings_of(app)
    confirmation = timedelta(seconds=settings.confirmation_seconds)
    composer = Composer(links, "", confirmation=confirmation, reset=timedelta(seconds=settings.password_reset_seconds))
    # A row of the ledger has all that the name of its message is made of.
    message_id = cast(Callable[[Any], str], composer.message_id)
    return Site(links.secret, settings.soft_bounces_allowed, message_id)
