"""A dry run says what the run then does, and writes nothing."""

from pathlib import Path

from flask import Flask

from blog.models import Article, ImportOrigin, Person, Picture, Topic
from tests.operations.moving_in.exports import count, dry_run, make_export, take_in


def test_a_dry_run_writes_nothing_and_says_the_same(app: Flask, tmp_path: Path, media: Path) -> None:
    path = make_export(tmp_path)

    rows, report = dry_run(path, [tmp_path / "uploads"])

    assert (count(Article), count(Picture), count(Topic), count(Person), count(ImportOrigin)) == (0, 0, 0, 0, 0)
    assert not list(media.iterdir()) if media.exists() else True
    done, real = take_in(path, [tmp_path / "uploads"])
    assert [(row.key, row.outcome, row.losses) for row in rows] == [(row.key, row.outcome, row.losses) for row in done]
    assert (report.words_before, report.words_after) == (real.words_before, real.words_after)
    assert report.links == real.links == 1
