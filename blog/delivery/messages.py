"""From a row of the ledger to the bytes of its message."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from typing import Any

import css_inline
from email_validator import EmailNotValidError, validate_email
from flask import render_template
from flask_babel import format_timedelta

from blog.delivery.headers import POLICY, set_mailbox, set_text, set_token
from blog.links import CONFIRM, PREFERENCES, RESET, Links
from blog.models import Delivery, DeliveryKind, Picture
from blog.text import clean_line

PHOTO_WIDTH = 600
"""CSS pixels: the width of the column."""
SHARP_PHOTO_WIDTH = 1200

inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


class AddressNotSendable(Exception):
    """The address has a local part that plain SMTP cannot carry (RFC 6531)."""


@dataclass(frozen=True)
class Photo:
    """The lead photo as the mail shows it."""

    url: str
    alt: str
    width: int


class Composer:
    """Composes the messages of one site.

    Args:
        links: makes absolute and signed links from the settings, never from a request.
        sender: From of every message, such as "IFBG News <news@news.example.org>".
        confirmation: life of a confirmation link.
        reset: life of a password reset link.
    """

    def __init__(self, links: Links, sender: str, *, confirmation: timedelta, reset: timedelta) -> None:
        self.links = links
        self.confirmation = confirmation
        self.reset = reset
        self.sender_name, self.sender_address = parseaddr(sender)

    def compose(self, delivery: Delivery, now: datetime) -> EmailMessage:
        """Return the message of *delivery*, which was loaded whole; needs an application context.

        Raises:
            AddressNotSendable: the relay could not be told the address.
        """
        message = EmailMessage(policy=POLICY)
        folder = f"mail/{delivery.kind.value}"
        values = self.read_values(delivery)
        subject = clean_line(render_template(f"{folder}/subject.txt", **values))
        self.set_headers(message, delivery, subject, now)
        message.set_content(render_template(f"{folder}/body.txt", **values), cte="quoted-printable")
        html = inliner.inline(render_template(f"{folder}/body.html", subject=subject, **values))
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        return message

    def set_headers(self, message: EmailMessage, delivery: Delivery, subject: str, now: datetime) -> None:
        """Set all headers but those of the MIME parts."""
        is_alert = delivery.kind is DeliveryKind.ALERT
        # Whoever asks for a confirmation may not be who owns the address: no name goes out before it is confirmed.
        name = delivery.subscriber.name if is_alert and delivery.subscriber else None
        set_mailbox(message, "From", clean_line(self.sender_name), self.sender_address)
        set_mailbox(message, "To", clean_line(name), as_ascii(delivery.address))
        set_text(message, "Subject", subject)
        set_token(message, "Date", format_datetime(now))
        set_token(message, "Message-ID", self.message_id(delivery))
        set_token(message, "Auto-Submitted", "auto-generated")
        if is_alert:
            leave = self.links.absolute(self.leave_path(delivery))
            set_token(message, "List-Id", f"<alerts.{self.links.host}>")
            set_token(message, "List-Unsubscribe", f"<{leave}>")
            set_token(message, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click")

    def message_id(self, delivery: Delivery) -> str:
        """Return the Message-ID: always the same for the same alert and person, at our own domain, saying neither."""
        about = f"{delivery.kind.value}:{delivery.id}"
        if delivery.kind is DeliveryKind.ALERT:
            about = f"{delivery.kind.value}:{delivery.alert_id}:{delivery.subscriber_id}"
        digest = hmac.new(self.links.secret.encode(), about.encode(), sha256).hexdigest()[:32]
        return f"<{digest}@{self.links.host}>"

    def read_values(self, delivery: Delivery) -> Mapping[str, Any]:
        """Return what the templates of the message show."""
        match delivery.kind:
            case DeliveryKind.ALERT:
                return self.alert_values(delivery)
            case DeliveryKind.CONFIRMATION:
                return self.confirmation_values(delivery)
            case DeliveryKind.PASSWORD_RESET:
                return self.reset_values(delivery)
            case _:
                raise LookupError(f"No letter of this kind: {delivery.kind}.")

    def alert_values(self, delivery: Delivery) -> Mapping[str, Any]:
        """Return headline, intro, photo and links of an alert."""
        if delivery.alert is None:
            raise LookupError("An alert's message without its alert.")
        article = delivery.alert.article
        leave = self.leave_path(delivery)
        return {
            "headline": clean_line(article.headline),
            "standfirst": clean_line(article.standfirst),
            "author": clean_line(article.author.name),
            "published_at": article.published_at or delivery.owed_at,
            "photo": self.find_photo(article.lead_picture, article.lead_alt),
            "article_url": self.links.absolute(f"/articles/{article.slug}"),
            "leave_url": self.links.absolute(leave),
            "preferences_url": self.links.absolute(leave.removesuffix("/leave")),
        }

    def confirmation_values(self, delivery: Delivery) -> Mapping[str, Any]:
        """Return the link and the address, and nothing else that somebody typed (defences D11)."""
        if delivery.subscriber is None:
            raise LookupError("A confirmation without its subscriber.")
        token = self.links.sign(CONFIRM, [delivery.subscriber.id, delivery.subscriber.request_key])
        return {
            "address": delivery.address,
            "lifetime": format_timedelta(self.confirmation),
            "confirm_url": self.links.absolute(f"/subscriptions/confirm/{token}"),
        }

    def reset_values(self, delivery: Delivery) -> Mapping[str, Any]:
        """Return the link that lets its holder choose a new password."""
        if delivery.reset is None:
            raise LookupError("A password reset's message without its request.")
        token = self.links.sign(RESET, [delivery.reset.id])
        return {
            "address": delivery.address,
            "lifetime": format_timedelta(self.reset),
            "reset_url": self.links.absolute(f"/password-resets/{token}"),
        }

    def leave_path(self, delivery: Delivery) -> str:
        """Return the path that ends the alerts of the person, the same in every message."""
        if delivery.subscriber is None:
            raise LookupError("An alert's message without its subscriber.")
        token = self.links.seal(PREFERENCES, [delivery.subscriber.id, delivery.subscriber.key])
        return f"/subscriptions/{token}/leave"

    def find_photo(self, picture: Picture | None, alt: str) -> Photo | None:
        """Return a rendition that is sharp on a phone, at the width of the column; every program shows JPEG."""
        if picture is None or not picture.widths:
            return None
        fitting = [width for width in picture.widths if width <= SHARP_PHOTO_WIDTH]
        rendition = max(fitting, default=min(picture.widths))
        url = self.links.absolute(f"/media/{picture.path(rendition, 'jpg')}")
        return Photo(url, clean_line(alt or picture.alt), min(PHOTO_WIDTH, rendition))


def as_ascii(address: str) -> str:
    """Return *address* with its domain in ASCII (RFC 5891).

    Raises:
        AddressNotSendable: the local part is not ASCII, or this is no address.
    """
    if address.isascii():
        return address
    try:
        plain = validate_email(address, check_deliverability=False).ascii_email
    except EmailNotValidError as error:
        raise AddressNotSendable(str(error)) from error
    if plain is None:
        raise AddressNotSendable("The part before the @ is not ASCII.")
    return plain
