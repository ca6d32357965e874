"""A site is taken in whole by an empty one; a site with other things stays as it is."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.models import Article
from tests.factories import make_article
from tests.operations.moving_in.sources.broadsheet.round_trip import empty_here, take_in
from tests.operations.moving_out.exports import export
from tests.operations.moving_out.sites import furnish, media_folder


def test_a_site_with_other_things_takes_nothing_in(app: Flask, media: Path, tmp_path: Path) -> None:
    furnish(18)
    export(tmp_path / "out")
    empty_here()
    make_article("Here before", age_days=77)

    result = take_in(app, tmp_path / "out")

    assert (result.exit_code, "This site is not empty" in result.output) == (1, True)
    assert [article.headline for article in db.session.scalars(select(Article))] == ["Here before"]
    assert list(media_folder().iterdir()) == []
