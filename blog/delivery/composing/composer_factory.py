"""The composer that the settings describe."""

from collections.abc import Mapping
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from blog.config.dkim_key import read_signing_key
from blog.delivery.composing.composer import Composer
from blog.delivery.composing.dkim import Signer
from blog.text.cleaning import clean_line
from blog.web.links import Links


def make_composer(config: Mapping[str, Any], links: Links) -> Composer:
    """Return the composer that the settings describe.

    Raises:
        UnusableKey: BLOG_DKIM_KEY_FILE does not hold what it should; the start checks say so before.
    """
    sender = config["MAIL_DEFAULT_SENDER"] or f"{clean_line(config['SITE_NAME'])} <news@{links.host}>"
    return Composer(
        links,
        sender,
        confirmation=timedelta(seconds=config["CONFIRMATION_SECONDS"]),
        reset=timedelta(seconds=config["PASSWORD_RESET_SECONDS"]),
        bounces=config["MAIL_BOUNCE_ADDRESS"],
        signer=make_signer(config, parseaddr(sender)[1]),
    )


def make_signer(config: Mapping[str, Any], sender_address: str) -> Signer | None:
    """Return the signer for the domain of the From address, or None when the relay signs."""
    if not config["DKIM_SELECTOR"] or not config["DKIM_KEY_FILE"]:
        return None
    domain = sender_address.rpartition("@")[2].lower()
    return Signer(domain, config["DKIM_SELECTOR"], read_signing_key(config["DKIM_KEY_FILE"]))
