"""Mail: who sends, where answers go, and the postal address."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blog.config.from_address import read_from_address
from blog.config.settings import Settings
from blog.config.value_checks import ADDRESS
from blog.web.site_identity.setting_declaration import SettingKind, setting

MAX_ADDRESS_LENGTH = 254
MAX_POSTAL_LENGTH = 300


def read_sender_name(settings: Settings) -> str:
    """Return the name before the address in BLOG_MAIL_DEFAULT_SENDER; "" where it has none."""
    return read_from_address(settings.mail_default_sender or "")[0]


def check_address(text: str) -> str | None:
    """Judge an e-mail address that stands in the header of each mail (RFC 5322)."""
    return None if ADDRESS.fullmatch(text) else _("Enter an e-mail address, such as desk@example.org.")


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """What the head and foot of each mail say."""

    sender_name: str = setting(
        "",
        _l("Sender name"),
        _l("What mail programs show as the sender. Empty: the site name."),
        max_length=80,
        environment="MAIL_DEFAULT_SENDER",
        read_environment=read_sender_name,
    )
    reply_to: str = setting(
        "",
        _l("Replies go to"),
        _l("Empty: replies go to the sender’s address."),
        kind=SettingKind.ADDRESS,
        max_length=MAX_ADDRESS_LENGTH,
        check=check_address,
    )
    postal_address: str = setting(
        "",
        _l("Postal address"),
        _l("Name and address of the publisher, at the foot of every page and e-mail. Many laws ask for it."),
        kind=SettingKind.TEXT,
        max_length=MAX_POSTAL_LENGTH,
        environment="POSTAL_ADDRESS",
    )
