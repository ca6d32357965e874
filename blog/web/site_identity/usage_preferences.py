"""What programs may do with the pages, as headers of each page, robots.txt and tdmrep.json say it.

Source: draft-ietf-aipref-vocab-08 and draft-ietf-aipref-attach-05 (Content-Usage); TDM Reservation Protocol, final
report of 10 May 2024 (tdm-reservation); RFC 9309 (robots.txt).
"""

from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from werkzeug.urls import iri_to_uri

from blog.config.settings import current_settings
from blog.web.cache.cacheable import cache_policy_of
from blog.web.site_identity.declared.search_and_ai import ALLOWED, FORBIDDEN
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.site_settings import SiteSettings

SIGNS = {ALLOWED: "y", FORBIDDEN: "n"}
TRAINING_CRAWLERS = (
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Google-Extended",
    "GPTBot",
    "Meta-ExternalAgent",
)
"""Names by which makers of models ask for texts to train with, as their own pages say."""
SAFE = ":/?#[]@!$&'()*+,;=%"
"""What stays of an address (RFC 3986 2.2)."""
CLOSED = ("/desk/", "/search", "/subscriptions/", "/choices", "/kept/", "/offline")


def init_usage_preferences(app: Flask) -> None:
    """Add the headers to the public pages of *app*."""
    app.after_request(add_usage_headers)


def add_usage_headers(response: Response) -> Response:
    """Add what the settings say to a public page; files whose names hold their content are left to robots.txt."""
    policy = cache_policy_of(current_app.view_functions.get(request.endpoint or ""))
    is_page = policy is not None and not policy.is_immutable
    if is_page and (response.status_code < 500 or "site_settings" in g):
        for name, value in usage_headers(site_settings()).items():
            response.headers.setdefault(name, value)
    return response


def usage_headers(site: SiteSettings) -> dict[str, str]:
    """Return the headers of each page; none where nothing was chosen."""
    usage, reserved = content_usage(site), tdm_reservation(site)
    headers = {"Content-Usage": usage} if usage else {}
    if reserved is not None:
        headers["tdm-reservation"] = str(reserved)
        if reserved and site.tdm_policy:
            headers["tdm-policy"] = to_absolute(site.tdm_policy)
    return headers if site.allows_search else {**headers, "X-Robots-Tag": "noindex, nofollow"}


def content_usage(site: SiteSettings) -> str:
    """Return the preferences as Content-Usage has them, such as "train-ai=n, search=y"; "" where nothing is said."""
    said = {"train-ai": SIGNS.get(site.ai_training), "ai-use": SIGNS.get(site.ai_use)}
    known = [f"{label}={sign}" for label, sign in said.items() if sign]
    if site.allows_search and not known:
        return ""
    return ", ".join([*known, f"search={'y' if site.allows_search else 'n'}"])


def tdm_reservation(site: SiteSettings) -> int | None:
    """Return 1 where the rights of text and data mining are reserved, 0 where they are not, None for no word."""
    return {FORBIDDEN: 1, ALLOWED: 0}.get(site.ai_training)


def tdm_rules(site: SiteSettings) -> list[dict[str, str | int]]:
    """Return the content of /.well-known/tdmrep.json: one rule for all pages, or none."""
    reserved = tdm_reservation(site)
    if reserved is None:
        return []
    policy = {"tdm-policy": to_absolute(site.tdm_policy)} if reserved and site.tdm_policy else {}
    return [{"location": "/", "tdm-reservation": reserved, **policy}]


def write_robots(site: SiteSettings) -> str:
    """Return robots.txt; crawlers that collect for training are shut out where that is forbidden.

    Search engines that may not list the site may still read it: only there are they told so.
    """
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    usage = content_usage(site)
    if usage:
        lines.append(f"Content-Usage: / {usage}")
    if site.ai_training == FORBIDDEN:
        lines += ["", *(f"User-agent: {name}" for name in TRAINING_CRAWLERS), "Disallow: /"]
    if site.allows_search:
        lines += ["", f"Sitemap: {to_absolute('/sitemap.xml')}"]
    return "\n".join(lines) + "\n"


def to_absolute(address: str) -> str:
    """Return the whole address of a page of this site, or of another one, in ASCII, as headers need it.

    What is no address, as in a preview of what is being typed, is percent-encoded.
    """
    whole = f"{current_settings().base_url}{address}" if address.startswith("/") else address
    try:
        return iri_to_uri(whole)
    except ValueError:
        return quote(whole, safe=SAFE, errors="replace")
