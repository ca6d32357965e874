"""Mail: who sends, where answers go, and the postal address."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.config.from_address import read_from_address
from blog.config.settings import Settings
from blog.models.email_address import MAX_ADDRESS_LENGTH, tidy_address
from blog.web.site_identity.address_checks import check_mail_address
from blog.web.site_identity.setting_declaration import SettingKind, setting

MAX_POSTAL_LENGTH = 300


def read_sender_name(settings: Settings) -> str:
    """Return the name before the address in BLOG_MAIL_DEFAULT_SENDER; "" where it has none."""
    return read_from_address(settings.mail_default_sender or "")[0]


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
        check=check_mail_address,
        tidy=tidy_address,
    )
    postal_address: str = setting(
        "",
        _l("Postal address"),
        _l("Name and address of the publisher, at the foot of every page and e-mail. Many laws ask for it."),
        kind=SettingKind.TEXT,
        max_length=MAX_POSTAL_LENGTH,
        environment="POSTAL_ADDRESS",
    )
