"""Search and AI: what programs that read the site may do with it."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.web.site_identity.address_checks import check_page_address
from blog.web.site_identity.setting_declaration import SettingKind, setting

UNSAID, ALLOWED, FORBIDDEN = "unsaid", "allowed", "forbidden"
PREFERENCES = ((UNSAID, _l("Say nothing")), (ALLOWED, _l("Allow")), (FORBIDDEN, _l("Forbid")))


@dataclass(frozen=True, kw_only=True)
class SearchSettings:
    """What search engines may do."""

    allows_search: bool = setting(
        True,
        _l("Search engines may list this site"),
        _l("Without it, every page asks search engines to leave it out of their results."),
    )


@dataclass(frozen=True, kw_only=True)
class AiSettings:
    """What makers of artificial intelligence may do."""

    ai_training: str = setting(
        UNSAID,
        _l("Training of AI with your articles"),
        _l("Forbidding it reserves the rights of text and data mining in a form that programs read, as EU law asks."),
        choices=PREFERENCES,
    )
    ai_use: str = setting(
        UNSAID,
        _l("Answers of AI from your articles"),
        _l("Such as summaries in chats. Search results that lead to you are another matter."),
        choices=PREFERENCES,
    )
    tdm_policy: str = setting(
        "",
        _l("Terms for licences"),
        _l("The page that says how a licence is to be had. May be empty."),
        kind=SettingKind.WEB_ADDRESS,
        check=check_page_address,
    )
