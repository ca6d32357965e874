"""Structured data of pages without date."""

import pytest
from flask import Flask

from blog.articles.pages.views import read_publisher
from blog.articles.site_pages.page_data import page_json_ld
from blog.models import PagePurpose
from tests.site.page_factories import make_page


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [(PagePurpose.CONTACT, "ContactPage"), (PagePurpose.ABOUT, "AboutPage"), (PagePurpose.PRIVACY, "WebPage")],
)
def test_a_page_says_what_it_is(app: Flask, purpose: PagePurpose, kind: str) -> None:
    page = make_page("Imprint", purpose=purpose)

    data = page_json_ld(page, read_publisher())

    assert (data["@type"], data["url"], data["name"]) == (kind, "https://news.example.org/imprint", "Imprint")
