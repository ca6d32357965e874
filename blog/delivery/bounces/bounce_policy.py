"""Settings of bounce processing: how our own messages are recognised, and how many soft bounces are allowed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from flask import Flask

from blog.config.settings import settings_of
from blog.delivery.composing.composer import Composer
from blog.models import Delivery


@dataclass(frozen=True)
class BouncePolicy:
    """Settings of bounce processing."""

    secret: str
    """Key of the MAC in our envelope senders."""
    soft_bounce_limit: int
    """Soft bounces in a row after which an address is suppressed."""
    message_id: Callable[[Delivery], str]
    """Returns the Message-ID of a delivery."""


def read_policy(app: Flask) -> BouncePolicy:
    """Return the policy by the settings of *app*."""
    links, settings = app.extensions["links"], settings_of(app)
    confirmation = timedelta(seconds=settings.confirmation_seconds)
    composer = Composer(links, "", confirmation=confirmation, reset=timedelta(seconds=settings.password_reset_seconds))
    # A Delivery has all attributes of a PendingMessage that message_id reads.
    message_id = cast(Callable[[Any], str], composer.message_id)
    return BouncePolicy(links.secret, settings.soft_bounces_allowed, message_id)
