"""Create the composer from the settings."""

from datetime import timedelta

from blog.config.dkim_key import read_signing_key
from blog.config.from_address import read_from_address
from blog.config.settings import Settings
from blog.delivery.composing.composer import Composer
from blog.delivery.composing.dkim import Signer
from blog.web.addresses.links import Links


def make_composer(settings: Settings, links: Links) -> Composer:
    """Return the composer of this site.

    Raises:
        UnusableKey: BLOG_DKIM_KEY_FILE holds no usable key; the checks at start report it first.
    """
    sender = settings.mail_default_sender or f"news@{links.host}"
    return Composer(
        links,
        sender,
        confirmation=timedelta(seconds=settings.confirmation_seconds),
        reset=timedelta(seconds=settings.password_reset_seconds),
        bounces=settings.mail_bounce_address,
        signer=make_signer(settings, read_from_address(sender)[1]),
    )


def make_signer(settings: Settings, sender_address: str) -> Signer | None:
    """Return the signer for the domain of the From address, or None when the relay signs."""
    if not settings.dkim_selector or not settings.dkim_key_file:
        return None
    domain = sender_address.rpartition("@")[2].lower()
    return Signer(domain, settings.dkim_selector, read_signing_key(settings.dkim_key_file))
