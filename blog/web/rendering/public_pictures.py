"""Pictures in the pages that everybody may read, linked at a CDN or public bucket where the site has one."""

import re

from flask import Flask, Response, current_app, request

from blog.web.cache.cacheable import cache_policy_of
from blog.web.extensions import links
from blog.web.observability.logs import OWN_REQUEST

TAG = re.compile(r"<(?:a|img|link|source)\b[^>]*/media/[^>]*>")
PICTURE = re.compile(r'(?<=[\s",])/media/(?=[\w-]{1,64}/[\w-]{1,12}\.(?:avif|webp|jpg|png)[\s",])')
"""The beginning of the address of a picture in an attribute, which may hold several."""


def init_public_pictures(app: Flask) -> None:
    """Link pictures elsewhere; must be called after init_public_pages, to act before it."""
    app.after_request(link_pictures)


def link_pictures(response: Response) -> Response:
    """Let a public page name its pictures at BLOG_MEDIA_PUBLIC_URL.

    Pages of the desk and previews of drafts name ours, and so do the pages
    that become files, beside which the pictures stand.
    """
    media_url = links().media_url
    if not media_url or OWN_REQUEST in request.environ or response.mimetype != "text/html":
        return response
    if cache_policy_of(current_app.view_functions.get(request.endpoint or "")) and not response.is_streamed:
        response.set_data(with_public_pictures(response.get_data(as_text=True), media_url))
    return response


def with_public_pictures(html: str, media_url: str) -> str:
    """Return *html*, the addresses of whose pictures begin with *media_url*; its words stay."""
    return TAG.sub(lambda tag: PICTURE.sub(f"{media_url}/", tag[0]), html)
