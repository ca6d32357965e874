"""Documents and recordings of another site come into the library, and what cannot come is named."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Attachment, FormerAddress
from blog.operations.moving_in.moving_report import Outcome
from tests.operations.moving_in.exports import OLD, count, dry_run, take_in, write_wxr, wxr_item
from tests.pictures.sample_attachments import mp3, old_word, pdf
from tests.web.access.outgoing.elsewhere import PAGES, serve_elsewhere

UPLOADS = f"{OLD}/wp-content/uploads/2019"
BODY = f"""<p>Read <a href="{UPLOADS}/Budget%20plan.pdf">the plan</a> of the council.</p>
<!-- wp:file --><div class="wp-block-file"><a href="{UPLOADS}/Budget%20plan.pdf">Budget</a><a
 href="{UPLOADS}/Budget%20plan.pdf" class="wp-block-file__button" download>Download</a></div><!-- /wp:file -->
<figure class="wp-block-audio"><audio controls src="{UPLOADS}/quay_talk.mp3"></audio></figure>
<p><a href="{UPLOADS}/minutes.doc">Minutes</a> and <a href="{UPLOADS}/gone.pdf">what is gone</a>,
 and <a href="https://other.example/Budget%20plan.pdf">another one</a>.</p>"""


def write_uploads(folder: Path) -> Path:
    uploads = folder / "uploads/2019"
    uploads.mkdir(parents=True)
    (uploads / "Budget plan.pdf").write_bytes(pdf())
    (uploads / "quay_talk.mp3").write_bytes(mp3())
    (uploads / "minutes.doc").write_bytes(old_word())
    return folder / "uploads"


def keys() -> dict[str, str]:
    return {one.title: one.key for one in db.session.scalars(select(Attachment))}


def test_they_come_into_the_library_with_their_links(
    app: Flask, tmp_path: Path, media: Path, client: FlaskClient
) -> None:
    rows, report = take_in(write_wxr(tmp_path, [wxr_item(1, BODY)]), [write_uploads(tmp_path)])

    assert set(keys()) == {"Budget plan", "quay talk"}
    plan, talk = keys()["Budget plan"], keys()["quay talk"]
    article = db.session.scalars(select(Article)).one()
    assert f"Read [the plan](file:{plan}) of" in article.body_markdown
    assert f"\n\n[Budget](file:{plan})\n\n[quay talk](file:{talk})\n\n" in article.body_markdown
    assert "<audio" in client.get("/articles/story-1").text
    assert "(https://other.example/Budget%20plan.pdf)" in article.body_markdown
    assert [(loss.kind.value, loss.detail.split("/")[-1]) for loss in rows[0].losses] == [
        ("media", "minutes.doc"),
        ("media", "gone.pdf"),
    ]
    assert dict(report.files) == {"new": 2}
    assert client.get("/wp-content/uploads/2019/Budget%20plan.pdf").location == f"/files/{plan}/budget-plan.pdf"


def test_a_dry_run_counts_them_and_writes_nothing(app: Flask, tmp_path: Path, media: Path) -> None:
    rows, report = dry_run(write_wxr(tmp_path, [wxr_item(1, BODY)]), [write_uploads(tmp_path)])

    assert (report.files["found"], count(Attachment), count(FormerAddress)) == (2, 0, 0)
    assert [loss.detail.split("/")[-1] for loss in rows[0].losses] == ["minutes.doc", "gone.pdf"]


def test_a_second_run_takes_what_was_missing_and_nothing_twice(app: Flask, tmp_path: Path, media: Path) -> None:
    path, uploads = write_wxr(tmp_path, [wxr_item(1, BODY)]), write_uploads(tmp_path)
    take_in(path, [uploads])
    same, _report = take_in(path, [uploads])
    (uploads / "2019/gone.pdf").write_bytes(pdf(author="Another"))

    rows, _report = take_in(path, [uploads])

    assert [row.outcome for row in (*same, *rows)] == [Outcome.UNCHANGED, Outcome.UPDATED]
    assert set(keys()) == {"Budget plan", "quay talk", "gone"}


def test_one_that_was_deleted_here_stays_away(app: Flask, tmp_path: Path, media: Path) -> None:
    path, uploads = write_wxr(tmp_path, [wxr_item(1, f'<p><a href="{UPLOADS}/a.pdf">A</a></p>')]), tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "a.pdf").write_bytes(pdf())
    take_in(path, [uploads])
    for model in (Article, Attachment):
        db.session.delete(db.session.scalars(select(model)).one())
        db.session.commit()

    take_in(write_wxr(tmp_path, [wxr_item(2, f'<p><a href="{UPLOADS}/a.pdf">A</a></p>')]), [uploads])

    assert count(Attachment) == 0


def test_what_is_none_or_is_refused_leaves_its_link(app: Flask, tmp_path: Path, media: Path) -> None:
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads/evil.pdf").write_bytes(b"<?php echo 1;")

    rows, _report = take_in(
        write_wxr(tmp_path, [wxr_item(1, f'<p>See <a href="{UPLOADS}/evil.pdf">this</a>.</p>')]), [tmp_path / "uploads"]
    )

    assert db.session.scalars(select(Article)).one().body_markdown == f"See [this]({UPLOADS}/evil.pdf)."
    assert rows[0].losses[0].detail.startswith(f"{UPLOADS}/evil.pdf ")
    assert count(Attachment) == 0


@pytest.mark.parametrize(
    ("host", "named", "comes"),
    [
        ("news.example", "news.example", 1),
        ("news.example", "else.example", 0),
        ("intranet.example", "intranet.example", 0),
    ],
)
def test_one_is_fetched_from_a_named_public_host_alone(
    app: Flask, tmp_path: Path, media: Path, monkeypatch: pytest.MonkeyPatch, host: str, named: str, comes: int
) -> None:
    monkeypatch.setitem(PAGES, "/a.pdf", (200, {"Content-Type": "application/pdf"}, pdf()))
    path = write_wxr(tmp_path, [wxr_item(1, f'<p><a href="http://{host}/a.pdf">A</a></p>')])

    with serve_elsewhere() as network:
        take_in(path, hosts=frozenset({named}), network=network)

    assert (count(Attachment), [asked for asked in network.asked if "intranet" in asked]) == (comes, [])
