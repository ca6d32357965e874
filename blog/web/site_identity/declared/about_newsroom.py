"""About the newsroom: facts for search engines, associations, and whom to tell of a security hole."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from blog.models.email_address import MAX_ADDRESS_LENGTH, tidy_address
from blog.web.site_identity.address_checks import (
    check_contact,
    check_mail_address,
    check_page_address,
    check_phone,
    check_site_list,
    tidy_phone,
)
from blog.web.site_identity.setting_declaration import SettingKind, SettingOptions, setting

MAX_LIST_LENGTH = 2000
PAGE: SettingOptions = {"kind": SettingKind.WEB_ADDRESS, "check": check_page_address}
SITES: SettingOptions = {"kind": SettingKind.TEXT, "max_length": MAX_LIST_LENGTH, "check": check_site_list}
EXAMPLE = _l("A page of this site, such as /ethics, or an address elsewhere.")


@dataclass(frozen=True, kw_only=True)
class NewsroomFacts:
    """What the front page tells search engines (schema.org/NewsMediaOrganization)."""

    publishing_principles: str = setting("", _l("Editorial principles"), EXAMPLE, **PAGE)
    ethics_policy: str = setting("", _l("Code of ethics"), "", **PAGE)
    fact_checking_policy: str = setting("", _l("How facts are checked"), "", **PAGE)
    ownership_info: str = setting("", _l("Owners and funding"), "", **PAGE)
    contact_email: str = setting(
        "",
        _l("E-mail of the newsroom"),
        _l("Published for search engines and in trust.txt."),
        kind=SettingKind.ADDRESS,
        max_length=MAX_ADDRESS_LENGTH,
        check=check_mail_address,
        tidy=tidy_address,
    )
    contact_phone: str = setting(
        "",
        _l("Telephone of the newsroom"),
        "",
        kind=SettingKind.PHONE,
        max_length=40,
        check=check_phone,
        tidy=tidy_phone,
    )


@dataclass(frozen=True, kw_only=True)
class TrustSettings:
    """Relations with other organisations (trust.txt)."""

    trust_belongs_to: str = setting(
        "", _l("Associations you belong to"), _l("Their websites, an address on each line."), **SITES
    )
    trust_members: str = setting("", _l("Members of yours"), "", **SITES)
    trust_controls: str = setting("", _l("Sites that you control"), "", **SITES)
    trust_controlled_by: str = setting("", _l("Who controls you"), "", **SITES)


@dataclass(frozen=True, kw_only=True)
class SecuritySettings:
    """Whom to tell of a security hole (RFC 9116)."""

    security_contact: str = setting(
        "",
        _l("Contact"),
        _l("An e-mail address, or a page that begins with https://. Without it there is no security.txt."),
        kind=SettingKind.WEB_ADDRESS,
        max_length=MAX_ADDRESS_LENGTH,
        check=check_contact,
        tidy=tidy_address,
    )
    security_policy: str = setting(
        "",
        _l("Your rules for reports"),
        _l("A page that says what you promise those who report. May be empty."),
        **PAGE,
    )
