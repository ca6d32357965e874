"""Compose the bytes of a message from a row of the ledger."""

import hmac
import secrets
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import NamedTuple

from email_validator import EmailNotValidError, validate_email

from blog.config.from_address import read_from_address
from blog.database import AnySession
from blog.delivery.composing.dkim import Signer
from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.composing.mail_headers import mailbox_header
from blog.delivery.composing.mail_kinds.kind_lookup import find_kind
from blog.delivery.composing.mail_kinds.mail_kind import MailContext, MailKind
from blog.delivery.composing.mail_rendering import MailContent
from blog.delivery.composing.mime_template import MimeTemplate
from blog.delivery.composing.recipient_language import language_of
from blog.delivery.composing.verp import bounce_address
from blog.models import DeliveryKind
from blog.text.cleaning import clean_line
from blog.web.addresses.links import PREFERENCES, Links
from blog.web.languages.page_language import writing_in
from blog.web.site_identity.address_checks import to_ascii
from blog.web.site_identity.reading import site_settings

CACHE_LIFETIME = timedelta(seconds=5)
"""A correction of an article reaches the messages of a running alert after this time at most."""
MAX_CACHED_TEMPLATES = 256
"""An alert has one for each thing that its readers follow, in each of their languages, with HTML and without."""
NO_READER = (0, "nobody")
"""The reader of previews, whose links lead to a page that says they do not work."""


class AddressNotSendable(Exception):
    """The address has a local part that plain SMTP cannot carry (RFC 6531)."""


class CachedTemplate(NamedTuple):
    """A template and the time of its creation."""

    template: MimeTemplate
    created_at: datetime


class Composer:
    """Composes the messages of one site; keeps the templates of the last few list mails.

    Args:
        links: makes absolute and signed links from the settings, never from a request.
        sender: From of every message, such as "IFBG News <news@news.example.org>"; without a name it is the one that
            the site's settings say.
        confirmation: life of a confirmation link.
        reset: life of a password reset link.
        bounces: address that gets bounces, or None for the sender's.
        signer: signs each message, or None.
    """

    def __init__(
        self,
        links: Links,
        sender: str,
        *,
        confirmation: timedelta,
        reset: timedelta,
        bounces: str | None = None,
        signer: Signer | None = None,
    ) -> None:
        self.links, self.bounces, self.signer = links, bounces, signer
        self.sender_name, self.sender_address = read_from_address(sender)
        self.placeholder = f"m{secrets.token_hex(16)}"
        self.leave_url = links.absolute(f"/subscriptions/{self.placeholder}/leave")
        self.list_urls = {"leave_url": self.leave_url, "preferences_url": self.leave_url.removesuffix("/leave")}
        self.confirmation_lifetime, self.reset_lifetime = confirmation, reset
        self.identity = hmac.new(links.secret.encode(), digestmod="sha256")
        self.host = links.host
        self.cache: dict[Hashable, CachedTemplate] = {}

    def write(self, pending: PendingMessage, session: AnySession, now: datetime) -> Outgoing:
        """Return the message that is *pending*, ready for DATA; needs an application context.

        An alert reads the database once in five seconds; the other kinds read it each time.

        Raises:
            AddressNotSendable: SMTP cannot carry the address.
            EmptyDigest: there is nothing left to say.
            LookupError: what the message is about is gone.
        """
        recipient = to_ascii_address(pending.address)
        kind = find_kind(pending.kind)
        is_list = kind.is_list
        token = self.token_of(pending) if is_list else self.links.seal(PREFERENCES, NO_READER)
        # Anyone can enter the address of another person: no name goes out before the address is confirmed.
        to = mailbox_header("To", clean_name(pending.name) if is_list else "", recipient)
        template = self.find_template(kind, pending, session, now)
        data = template.render(to, f"Message-ID: {self.message_id(pending)}", token, now)
        return Outgoing(self.envelope_from(pending.id), recipient, data)

    def token_of(self, pending: PendingMessage) -> str:
        """Return the token of the reader's links, the same in every message."""
        if pending.subscriber_id is None or pending.subscriber_key is None:
            raise LookupError("A message to a list without its reader.")
        return self.links.seal(PREFERENCES, (pending.subscriber_id, pending.subscriber_key))

    def envelope_from(self, delivery_id: int) -> str:
        """Return the address to which a bounce of the message goes."""
        return bounce_address(self.links.secret, self.bounces, delivery_id) if self.bounces else self.sender_address

    def message_id(self, pending: PendingMessage) -> str:
        """Return the Message-ID: always the same for the same alert and person, at our own domain, saying neither."""
        is_alert = pending.kind == DeliveryKind.ALERT
        about = f"alert:{pending.alert_id}:{pending.subscriber_id}" if is_alert else f"{pending.kind}:{pending.id}"
        identity = self.identity.copy()
        identity.update(about.encode())
        return f"<{identity.hexdigest()[:32]}@{self.host}>"

    def find_template(
        self, kind: MailKind, pending: PendingMessage, session: AnySession, now: datetime
    ) -> MimeTemplate:
        """Return the template of the message that is *pending*; readers with the same list mail share one."""
        variant, language = pending.variant, language_of(session, pending)
        if kind.read is None:
            with writing_in(language):
                return self.make_template(self.write_personal(kind, pending, session, now).for_variant(variant))
        about = kind.read(session, pending)

        def write_shared() -> MailContent:
            with writing_in(language):
                return kind.write(about, self.make_context(session, now)).for_variant(variant)

        return self.get_cached((kind.name, language, about, variant), now, write_shared)

    def write_personal(
        self, kind: MailKind, pending: PendingMessage, session: AnySession, now: datetime
    ) -> MailContent:
        """Return the content of a message that is written for one person.

        Raises:
            LookupError: what the message is about is gone.
        """
        address, about = kind.read_reference(session, pending.id)
        return kind.write(about, self.make_context(session, now, address=address, delivery_id=pending.id))

    def make_context(
        self, session: AnySession, now: datetime, *, address: str = "", delivery_id: int = 0
    ) -> MailContext:
        """Return the context in which one message is written."""
        lifetimes = self.confirmation_lifetime, self.reset_lifetime
        return MailContext(session, self.links, now, self.list_urls, *lifetimes, address, delivery_id)

    def get_cached(self, key: Hashable, now: datetime, write: Callable[[], MailContent]) -> MimeTemplate:
        """Return the cached template of *key*, or make it; the oldest of the few in the cache is dropped."""
        cached = self.cache.get(key)
        if cached is None or abs(now - cached.created_at) >= CACHE_LIFETIME:
            self.cache.pop(key, None)
            while len(self.cache) >= MAX_CACHED_TEMPLATES:
                del self.cache[next(iter(self.cache))]
            cached = self.cache[key] = CachedTemplate(self.make_template(write()), now)
        return cached.template

    def make_template(self, content: MailContent) -> MimeTemplate:
        """Return the MIME template of *content* with the headers of this site."""
        site = site_settings()
        name = self.sender_name or site.sender_name or site.name
        return MimeTemplate(
            content,
            sender=mailbox_header("From", clean_line(name), self.sender_address),
            reply_to=to_ascii(site.reply_to),
            placeholder=self.placeholder,
            host=self.host,
            leave_url=content.unsubscribe_url or self.leave_url,
            signer=self.signer,
        )

    def preview(self, content: MailContent, now: datetime) -> EmailMessage:
        """Return the message with *content* for a reader who does not exist."""
        to = mailbox_header("To", "", f"reader@{self.host}")
        message_id = f"Message-ID: <preview@{self.host}>"
        data = self.make_template(content).render(to, message_id, self.links.seal(PREFERENCES, NO_READER), now)
        return message_from_bytes(unstuff_dots(data), policy=default)


def clean_name(name: str | None) -> str:
    """Return *name* in one line without control characters; the common case costs no regular expression."""
    return name if name and name.isascii() and name.isprintable() else clean_line(name)


def unstuff_dots(data: bytes) -> bytes:
    """Return a message without the dot-stuffing and the final dot of DATA (RFC 5321 4.5.2)."""
    return data.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n.")


def to_ascii_address(address: str) -> str:
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
