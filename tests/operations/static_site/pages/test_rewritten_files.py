"""Style sheets and manifest with relative addresses."""

import json

from blog.operations.static_site.pages.rewritten_files import rewrite_file
from blog.operations.static_site.pages.site_reader import SiteAnswer


def test_a_style_sheet_finds_its_typeface_from_any_folder() -> None:
    sheet = SiteAnswer(200, "text/css; charset=utf-8", b"@font-face{src:url(/assets/a.woff2)}b{background:url(data:x)}")

    body, shown = rewrite_file(sheet, "/assets/site.css", "assets/site.css", lambda address: address[1:])

    assert body == b'@font-face{src:url("a.woff2")}b{background:url(data:x)}'
    assert shown == {"/assets/a.woff2"}


def test_the_manifest_leads_to_files() -> None:
    manifest = SiteAnswer(200, "application/manifest+json", b'{"start_url": "/", "icons": [{"src": "/media/k/i.png"}]}')

    body, _ = rewrite_file(
        manifest, "/site.webmanifest", "site.webmanifest", lambda address: address[1:] or "index.html"
    )

    assert json.loads(body) == {"start_url": "index.html", "icons": [{"src": "media/k/i.png"}]}


def test_anything_else_stays_byte_for_byte() -> None:
    text = SiteAnswer(200, "text/plain", b"url(/x) \xff")

    assert rewrite_file(text, "/robots.txt", "robots.txt", lambda address: None) == (text.body, set())
