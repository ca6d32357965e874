"""Offline reading: the service worker and the pages that it shows."""

from hashlib import sha256

from flask import Response, current_app, render_template
from flask.typing import ResponseReturnValue

from blog.articles.pages.views import blueprint
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.assets.asset_files import STATIC, Assets
from blog.web.cache.cacheable import cacheable


@blueprint.get("/service-worker.js")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def service_worker() -> Response:
    """Answer with the service worker, at the root, since its scope is the folder of its address.

    Its first line is a hash of its source and of the assets, so that browsers
    update it when, and only when, one of them changed.
    """
    source = (STATIC / "js/service_worker.js").read_text("utf-8")
    assets: Assets = current_app.extensions["assets"]
    version = sha256("\n".join([source, *assets.immediate_names()]).encode()).hexdigest()[:12]
    return Response(f'const VERSION = "{version}";\n{source}', content_type="text/javascript; charset=utf-8")


@blueprint.get("/kept/")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def kept() -> ResponseReturnValue:
    """Show the page on which script lists the articles stored in the browser; the server does not know them."""
    return render_template("articles/offline/kept.html")


@blueprint.get("/offline")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def offline() -> ResponseReturnValue:
    """Show the page that the service worker serves for addresses that are not stored."""
    return render_template("articles/offline/offline.html")
