"""Addresses of the manifest and of the icon that browsers look for by themselves."""

from flask import jsonify, redirect
from flask.typing import ResponseReturnValue

from blog.pictures.social_cards.site_icons import make_manifest, square_logo_path, touch_icon_path
from blog.pictures.views import blueprint
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.site_identity.logo import site_logo

__all__ = ["blueprint"]

blueprint.app_template_global()(site_logo)
blueprint.app_template_global()(touch_icon_path)


@blueprint.get("/site.webmanifest")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def manifest() -> ResponseReturnValue:
    """Answer with the manifest of the site."""
    response = jsonify(make_manifest())
    response.mimetype = "application/manifest+json"
    return response


@blueprint.get("/favicon.ico")
@anyone(CsrfProtection.ORIGIN)
def favicon() -> ResponseReturnValue:
    """Lead to the icon, for programs that ask for it without having read a page."""
    logo = site_logo()
    return redirect(logo.path_of("icon-48") if logo else square_logo_path(), 302)
