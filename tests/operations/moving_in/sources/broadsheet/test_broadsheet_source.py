"""A site that moved out and in again is the same site: the same export byte for byte, the same pages, nobody mailed."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from blog.database import db
from blog.database.migrations import upgrade
from blog.delivery.worker.instance_state import InstanceState, read_state
from blog.models import Article, AuditEvent, AuditKind, Correction, Delivery, Revision, Subscriber
from blog.web.site_identity.reading import forget_site_settings
from tests.conftest import empty_database
from tests.operations.backup.sites import empty_site
from tests.operations.moving_in.sources.broadsheet.round_trip import contents, empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.readers import ADDRESS
from tests.operations.moving_out.sites import furnish, media_folder

STAMP = re.compile(rb'name="stamp" value="[^"]*"')
"""Says when a form was shown."""
PAGES = ("/", "/articles/wörter-0", "/articles/older", "/2019/03/ünlaut", "/?p=12", "/about", "/authors/maiden",
         "/topics/words", "/feed.atom", "/feed.json", "/sitemap.xml", "/articles/wörter-0.md", "/articles/",
         "/archive/",         "/topics/", "/corrections/", "/search?q=wörter", "/uploads/boat.jpg")  # fmt: skip


def read_pages(client: FlaskClient) -> dict[str, tuple[int, str, bytes]]:
    paths = [*PAGES, *(f"/topics/{slug}" for slug in db.session.scalars(db.text("SELECT slug FROM topics")))]
    answers = {path: client.get(path) for path in paths}
    forget_site_settings()
    return {
        path: (one.status_code, one.headers.get("Location", ""), STAMP.sub(b"", one.data))
        for path, one in answers.items()
    }


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_site_that_moved_out_and_in_is_the_same(
    app: Flask, client: FlaskClient, media: Path, tmp_path: Path, seed: int
) -> None:
    furnish(seed)
    export(tmp_path / "one")
    pages = read_pages(client)
    empty_here()

    result = take_in(app, tmp_path / "one")

    assert result.exit_code == 0, result.output
    export(tmp_path / "two")
    one, two = contents(tmp_path / "one"), contents(tmp_path / "two")
    assert {name for name in one if one[name] != two.get(name)} == set()
    assert one.keys() == two.keys()
    after = read_pages(client)
    assert {path for path in pages if pages[path] != after[path]} == set()
    assert [pages[path][0] for path in PAGES[:3]] == [200, 200, 301]


def test_nobody_is_mailed_and_nothing_is_sent_before_it_is_declared_live(
    app: Flask, media: Path, tmp_path: Path
) -> None:
    furnish(14)
    export(tmp_path / "out")
    empty_here()

    take_in(app, tmp_path / "out")

    assert db.session.scalar(select(func.count()).select_from(Delivery)) == 0
    state = read_state(db.session, tmp_path)
    assert (state, state.may_send) == (InstanceState.COPY, False)
    reader = db.session.scalars(Subscriber.by_address(ADDRESS.casefold())).one()
    assert len(reader.key) == 32
    assert db.session.scalars(select(AuditEvent.kind)).all() == [AuditKind.ARTICLES_IMPORTED]


def test_an_export_of_one_database_is_that_of_the_other(sqlite_app: Flask, postgres_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        empty_database()
        furnish(15)
        export(tmp_path / "one")
        shutil.rmtree(media_folder())
        media_folder().mkdir()

    with postgres_app.app_context():
        empty_database()
        result = take_in(postgres_app, tmp_path / "one")
        export(tmp_path / "two")
        counts = [db.session.scalar(select(func.count()).select_from(model)) for model in (Revision, Correction)]
        shutil.rmtree(media_folder())
        media_folder().mkdir()

    assert result.exit_code == 0, result.output
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert all(counts)


def test_a_second_run_and_a_dry_run_change_nothing(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(17)
    export(tmp_path / "out")
    again = take_in(app, tmp_path / "out")
    empty_here()

    dry = take_in(app, tmp_path / "out", "--dry-run")
    empty = db.session.scalars(select(Article)).all()

    assert (again.exit_code, "here already, as they are there" in again.output) == (0, True)
    assert (dry.exit_code, "Nothing was written" in dry.output, empty) == (0, True, [])
    assert "articles new" in dry.output


def test_it_is_recognised_in_a_zip_too(sqlite_app: Flask, tmp_path: Path) -> None:
    with sqlite_app.app_context():
        empty_database()
        furnish(19)
        export(tmp_path / "out")
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "out")

    with empty_site(tmp_path) as site:
        upgrade()
        result = take_in(site, Path(archive))
        slugs = db.session.scalars(select(Article.slug)).all()

    assert result.exit_code == 0, result.output
    assert "wörter-0" in slugs
