"""An update writes what is touched and nothing else, and deletes what nothing shows any more."""

from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.models import ArticleState
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following.folder_update import update_folder
from blog.operations.static_site.pages.search_index import part_name, part_of
from blog.operations.static_site.pages.site_reader import PageFailed, SiteAnswer, SiteReader
from blog.operations.static_site.writing.full_build import VERSION
from tests.databases import on_sqlite
from tests.factories import make_article
from tests.operations.static_site.following.test_folder_update import follow
from tests.operations.static_site.sites import fill_site
from tests.settings import change_settings


def test_an_edit_writes_the_pages_that_show_the_article(app: Flask, media: Path, tmp_path: Path) -> None:
    change_settings(app, articles_per_page=4)
    made = fill_site(10)
    follow(app, tmp_path / "site")
    made[8].standfirst = "Otherwise."
    db.session.commit()

    folder = SiteFolder(tmp_path / "site")
    with folder.open(0) as manifest:
        result = update_folder(app, folder, manifest, manifest.value(VERSION))

    assert result is not None
    assert set(result.written) - result.deleted == {
        *(f"articles/well-8.{kind}" for kind in ("html", "md", "txt")),
        part_name(part_of(made[8].id)),
        *(name for name in result.written if b"Otherwise." in (tmp_path / "site" / name).read_bytes()),
    }
    assert "articles/well-2.html" not in result.written
    assert result.deleted <= {name for name in result.deleted if name.startswith("cards/")}


@on_sqlite
@pytest.mark.parametrize("is_new", [False, True])
def test_a_change_makes_no_page_that_does_not_show_the_article(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    change_settings(app, articles_per_page=4)
    made, asked, ask = fill_site(10), list[SiteAnswer](), SiteReader.ask
    follow(app, tmp_path / "site")
    if is_new:
        make_article("Otherwise", 5.5, author=made[5].author, slug="otherwise")
    else:
        made[8].headline = "Otherwise"
    db.session.commit()

    def note(reader: SiteReader, address: str) -> SiteAnswer:
        answer = ask(reader, address)
        if address.startswith("/articles/") and answer.status == 200:
            asked.append(answer)
        return answer

    monkeypatch.setattr(SiteReader, "ask", note)
    folder = SiteFolder(tmp_path / "site")
    with folder.open(0) as manifest:
        update_folder(app, folder, manifest, manifest.value(VERSION))

    assert len(asked) >= 3
    assert [page.body for page in asked if b"Otherwise" not in page.body] == []


@on_sqlite
def test_a_page_that_is_gone_is_taken_away_before_any_other_is_made(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, ask = fill_site(3), SiteReader.ask
    follow(app, tmp_path / "site")
    made[1].state = ArticleState.WITHDRAWN
    db.session.commit()

    def fail(reader: SiteReader, address: str) -> SiteAnswer:
        return ask(reader, address) if "/well-1" in address else SiteAnswer(503, "text/html", b"Busy.")

    monkeypatch.setattr(SiteReader, "ask", fail)
    folder = SiteFolder(tmp_path / "site")
    with pytest.raises(PageFailed, match="503"), folder.open(0) as manifest:
        update_folder(app, folder, manifest, manifest.value(VERSION))

    gone = [f"articles/well-1.{kind}" for kind in ("html", "html.br", "html.gz", "md", "txt")]
    assert [name for name in gone if (tmp_path / "site" / name).exists()] == []


@on_sqlite
def test_a_page_that_fails_is_not_taken_for_one_that_is_gone(
    app: Flask, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fill_site(3)
    follow(app, tmp_path / "site")
    made[1].standfirst = "Otherwise."
    db.session.commit()
    monkeypatch.setattr(SiteReader, "ask", lambda _self, _address: SiteAnswer(503, "text/html", b"Busy."))

    folder = SiteFolder(tmp_path / "site")
    with pytest.raises(PageFailed, match="503"), folder.open(0) as manifest:
        update_folder(app, folder, manifest, manifest.value(VERSION))

    assert (tmp_path / "site/articles/well-1.html").is_file()
    monkeypatch.undo()
    follow(app, tmp_path / "site")
    assert b"Otherwise." in (tmp_path / "site/articles/well-1.html").read_bytes()
