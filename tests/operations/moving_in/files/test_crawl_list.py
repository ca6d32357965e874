"""Addresses are read from sitemaps and from lists."""

from pathlib import Path

import pytest

from blog.operations.moving_in.files.crawl_list import read_crawl_list
from blog.operations.moving_in.imported_items import ExportRefused

SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://old.example.org/a</loc><lastmod>2020-01-01</lastmod></url>
<url><loc> https://old.example.org/b?x=1&amp;y=2 </loc></url>
</urlset>"""


def test_a_sitemap_and_a_list_are_read(tmp_path: Path) -> None:
    (tmp_path / "sitemap.xml").write_text(SITEMAP)
    (tmp_path / "list.csv").write_text('Address,Status\n"https://old.example.org/c",200\n/d\nnonsense\n')

    assert sorted(read_crawl_list(tmp_path)) == [
        "/d",
        "https://old.example.org/a",
        "https://old.example.org/b?x=1&y=2",
        "https://old.example.org/c",
    ]


def test_a_sitemap_with_entities_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text('<!DOCTYPE x [<!ENTITY a "b">]><urlset><url><loc>&a;</loc></url></urlset>')

    with pytest.raises(ExportRefused):
        read_crawl_list(tmp_path / "a.xml")
