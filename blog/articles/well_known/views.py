"""robots.txt, trust.txt, security.txt and tdmrep.json, made of the settings of the site."""

from flask import Response, abort, jsonify

from blog.articles.pages.views import blueprint
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.clock import read_clock
from blog.web.languages.offered import offered_languages
from blog.web.site_identity.reading import site_settings
from blog.web.site_identity.trust_files import write_security, write_trust
from blog.web.site_identity.usage_preferences import tdm_rules, write_robots

MIMETYPE = "text/plain; charset=utf-8"


@blueprint.get("/robots.txt")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def robots() -> Response:
    """Answer with the rules for crawlers."""
    return Response(write_robots(site_settings()), content_type=MIMETYPE)


@blueprint.get("/.well-known/tdmrep.json")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def tdm_reservation() -> Response:
    """Answer with what is reserved of text and data mining, if anything is said about it."""
    return jsonify(tdm_rules(site_settings()) or abort(404))


@blueprint.get("/.well-known/trust.txt")
@blueprint.get("/trust.txt")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def trust() -> Response:
    """Answer with the relations to other organisations, if there are any."""
    return Response(write_trust(site_settings()) or abort(404), content_type=MIMETYPE)


@blueprint.get("/.well-known/security.txt")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def security() -> Response:
    """Answer with the contact for security holes, if there is one."""
    text = write_security(site_settings(), offered_languages(), read_clock())
    return Response(text or abort(404), content_type=MIMETYPE)
