"""trust.txt and security.txt: whom the site belongs to, and whom to tell of a security hole."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from blog.web.site_identity.address_checks import split_lines, to_uri
from blog.web.site_identity.declared.search_and_ai import ALLOWED, FORBIDDEN
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.site_identity.social_links import read_social_links
from blog.web.site_identity.usage_preferences import to_absolute

LIFETIME = timedelta(days=180)
"""RFC 9116 2.5.5 recommends less than a year; the file is written again each day."""


def write_trust(site: SiteSettings) -> str:
    """Return trust.txt; "" where there is nothing to say.

    Source: JournalList, trust.txt specification; draft-org-trust-relationship-protocol-01.
    """
    lists = {
        "belongto": site.trust_belongs_to,
        "member": site.trust_members,
        "control": site.trust_controls,
        "controlledby": site.trust_controlled_by,
    }
    lines = [f"{name}={to_absolute(address)}" for name, text in lists.items() for address in split_lines(text)]
    lines += [f"social={to_absolute(link.url)}" for link in read_social_links(site.social_links)]
    if site.publishing_principles:
        lines.append(f"disclosure={to_absolute(site.publishing_principles)}")
    if site.contact_email:
        lines.append(f"contact={to_absolute(to_uri(site.contact_email))}")
    training = {ALLOWED: "yes", FORBIDDEN: "no"}.get(site.ai_training)
    if training:
        lines.append(f"datatrainingallowed={training}")
    return "\n".join([*dict.fromkeys(lines), ""]) if lines else ""


def write_security(site: SiteSettings, languages: Sequence[str], now: datetime) -> str:
    """Return security.txt as it is on the day of *now*; "" without a contact.

    Source: RFC 9116.
    """
    if not site.security_contact:
        return ""
    expires = datetime.combine(now.date(), time(), now.tzinfo) + LIFETIME
    lines = [f"Contact: {to_absolute(to_uri(site.security_contact))}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    lines.append(f"Preferred-Languages: {', '.join(languages)}")
    lines.append(f"Canonical: {to_absolute('/.well-known/security.txt')}")
    if site.security_policy:
        lines.append(f"Policy: {to_absolute(site.security_policy)}")
    return "\n".join([*lines, ""])
