"""What the writer finds for an address: files, pages, redirects, and what only the live site has."""

from pathlib import Path

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.models import SlugRedirect
from blog.operations.static_site.files.file_names import normal_address
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.writing.site_writer import SiteWriter
from tests.factories import NOW, make_article, make_draft, save


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/articles/tea", "articles/tea.html"),
        ("/articles/old-tea", "articles/tea.html"),
        ("/articles/secret", None),
        ("/subscribe", None),
        ("/login", None),
        ("/articles/tea/report", None),
        ("/search?q=tea", "search.html"),
        ("/robots.txt", "robots.txt"),
        ("/articles/tea?utm_source=x&page=2", None),
        ("/articles/%2e%2e", None),
    ],
)
def test_each_address_leads_to_its_file_or_to_the_live_site(
    app: Flask, media: Path, tmp_path: Path, address: str, name: str | None
) -> None:
    article = make_article("Tea", slug="tea")
    make_draft("Secret", slug="secret")
    save(SlugRedirect(slug="old-tea", article_id=article.id, created_at=NOW))
    folder = SiteFolder(tmp_path / "site")
    folder.prepare()

    with folder.open(0) as manifest:
        found = SiteWriter(app, folder, manifest, settings_of(app).base_url).resolve(address)
        is_elsewhere = manifest.resolved(normal_address(address)) == ""

    assert (found, is_elsewhere) == (name, name is None)


def test_another_live_site_stands_in_all_of_the_page(app: Flask, media: Path, tmp_path: Path) -> None:
    make_article("Tea", slug="tea", published_at=NOW)
    folder = SiteFolder(tmp_path / "site")
    folder.prepare()

    with folder.open(0) as manifest:
        writer = SiteWriter(app, folder, manifest, "https://copy.example.com")
        writer.expect(["/articles/tea"])
        list(writer.run())
    page = (tmp_path / "site/articles/tea.html").read_text("utf-8")

    assert 'rel="canonical" href="https://copy.example.com/articles/tea"' in page
    assert "https://copy.example.com/articles/tea/report" in page
    assert settings_of(app).base_url not in page
