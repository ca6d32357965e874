"""What the front page tells search engines about the newsroom, as the desk says it."""

from blog.articles.pages.structured_data import JsonLd, Publisher, site_json_ld
from blog.web.site_identity.address_checks import split_lines
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.site_identity.usage_preferences import to_absolute


def front_json_ld(publisher: Publisher, site: SiteSettings, *, has_staff_page: bool) -> JsonLd:
    """Return the site as a WebSite, its publisher with all that is known of it."""
    website = site_json_ld(publisher)
    facts = newsroom_facts(site, masthead="/team" if has_staff_page else "")
    return {**website, "publisher": {**website["publisher"], **facts}}


def newsroom_facts(site: SiteSettings, *, masthead: str) -> JsonLd:
    """Return the properties that say something; *masthead* is the path of the staff page or "".

    Source: schema.org/NewsMediaOrganization.
    """
    pages = {
        "publishingPrinciples": site.publishing_principles,
        "ethicsPolicy": site.ethics_policy,
        "verificationFactCheckingPolicy": site.fact_checking_policy,
        "ownershipFundingInfo": site.ownership_info,
        "masthead": masthead,
    }
    contact = {"email": site.contact_email, "telephone": site.contact_phone}
    known = {name: text for name, text in contact.items() if text}
    facts = {name: to_absolute(address) for name, address in pages.items() if address}
    more = {
        "contactPoint": {"@type": "ContactPoint", "contactType": "newsroom", **known} if known else None,
        "address": ", ".join(split_lines(site.postal_address)),
    }
    return {**facts, **{name: value for name, value in more.items() if value}}
