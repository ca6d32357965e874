"""Which addresses a changed article makes doubtful, and which tables change every page."""

from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import Correction, CorrectionKind
from blog.operations.static_site.files.file_manifest import FileManifest
from blog.operations.static_site.following.change_notes import Changes
from blog.operations.static_site.following.touched_pages import Touched, find_touched
from tests.factories import NOW, make_article, save


@pytest.mark.parametrize(
    ("address", "is_doubtful"),
    [
        ("/articles/tea", True),
        ("/articles/tea.md", True),
        ("/articles/tea/history?from=1&to=2", True),
        ("/articles/teapot", False),
        ("/authors/noor/feed.atom", True),
        ("/authors/noor-2", False),
        ("/archive/2026/5", True),
        ("/archive/2026/51", False),
        ("/about", True),
        ("/", False),
    ],
)
def test_what_is_below_a_changed_page_is_doubtful(address: str, is_doubtful: bool) -> None:
    touched = Touched(paths={"/articles/tea", "/about"}, lists={"/authors/noor", "/archive/2026/5"})

    assert touched.is_doubtful(address) is is_doubtful
    assert touched.is_of_article(address) is (is_doubtful and address.startswith(("/articles/", "/about")))


def test_the_list_of_corrections_shows_a_new_headline(app: Flask, media: Path, tmp_path: Path) -> None:
    article = make_article("Tea")
    words = {"old_wording": "ten", "new_wording": "two", "explanation": "Two.", "corrected_at": NOW}
    save(Correction(article_id=article.id, kind=CorrectionKind.CORRECTION, **words))
    changes = Changes("2 2", frozenset({("articles", "UPDATE", article.id)}))

    with FileManifest(tmp_path / "m") as manifest:
        touched = find_touched(db.session, manifest, changes)

    assert touched is not None
    assert touched.addresses >= {"/corrections/", "/corrections/feed.atom"}


@pytest.mark.parametrize("table", ["site_settings", "people", "profiles", "mailing_rules", "topics", "site_pages"])
def test_what_stands_on_every_page_touches_the_whole_site(app: Flask, tmp_path: Path, table: str) -> None:
    changes = Changes("2 2", frozenset({(table, "UPDATE", 1)}))

    with FileManifest(tmp_path / "m") as manifest:
        assert find_touched(db.session, manifest, changes) is None
