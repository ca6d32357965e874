"""The configuration says where the site was and how its addresses were made; one that is damaged says nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.sources.markdown_folder.site_config import SiteConfig, expand_pattern, read_config

DAY = datetime(2021, 8, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "text", "config"),
    [
        ("_config.yml", "url: https://old.example.org\nbaseurl: /blog\ntitle: Old\npermalink: pretty\n",
         SiteConfig("https://old.example.org/blog", "Old", "pretty", {})),
        ("hugo.toml", 'baseURL = "https://o.example/"\ntitle = "Old"\n[permalinks.page]\nposts = "/:year/:slug/"\n',
         SiteConfig("https://o.example", "Old", "", {"posts": "/:year/:slug/"})),
        ("config.json", '{"baseURL": "/", "permalinks": {"posts": "/x/:title"}}',
         SiteConfig("", "", "", {"posts": "/x/:title"})),
        ("_config.yml", "a: &a [1]\nb: *a\n: :", SiteConfig()),
        ("hugo.toml", "= broken", SiteConfig()),
    ],
)  # fmt: skip
def test_it_is_read(tmp_path: Path, name: str, text: str, config: SiteConfig) -> None:
    (tmp_path / name).write_text(text)
    with open_bundle(tmp_path) as bundle:
        assert read_config(bundle) == config


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("pretty", "/news/world/2021/08/03/boat/"),
        ("/:categories/:year/:i_month/:title.html", "/news/world/2021/8/boat.html"),
        ("/:section/:slug/", "/posts/boat/"),
        ("/:unknown/:slug/", ""),
    ],
)
def test_a_pattern_is_filled(pattern: str, address: str) -> None:
    assert expand_pattern(pattern, "boat", DAY, ["News", "world"], "posts") == address
    assert expand_pattern("/:year/:slug", "boat", None, []) == ""
