"""Mail: how much of an article it carries, the welcome mail and the owner's line at the foot."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.owner_words import check_words
from blog.web.site_identity.setting_declaration import SettingKind, setting

MAX_WORDS = 4000
FORMS = (("extract", _l("Extract with a link")), ("whole", _l("Whole article")))


@dataclass(frozen=True, kw_only=True)
class MailWordsSettings:
    """What mails say in the owner's words."""

    alert_form: str = setting(
        "extract",
        _l("What an alert carries"),
        _l("Each article can differ: choose before you publish it. What Gmail would cut off goes out as an extract."),
        choices=FORMS,
    )
    mail_footer: str = setting(
        "",
        _l("Line at the foot"),
        _l("Such as who supports you. It stands above the postal address in every mail."),
        max_length=300,
    )
    has_welcome: bool = setting(
        True,
        _l("Welcome new readers"),
        _l("One mail after they have confirmed their address, with your words and the newest three articles."),
    )
    welcome_subject: str = setting(
        "", _l("Subject of the welcome"), _l("Empty: “Welcome to”, and the name of the site."), max_length=120
    )
    welcome_words: str = setting(
        "",
        _l("Words of the welcome"),
        _l("Markdown. {site}, {home} and {preferences} are filled in. Empty: a short greeting."),
        kind=SettingKind.TEXT,
        max_length=MAX_WORDS,
        check=check_words,
    )
