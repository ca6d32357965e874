"""Files on their way into the library, and new versions of those that are there."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Attachment, DiscardedPicture
from blog.pictures.attachments import inspector_process
from blog.pictures.files.inline_files import version_path
from blog.pictures.inspection.file_kinds import KINDS
from blog.pictures.inspection.file_refusals import FileRefusal
from tests.authoring.conftest import Desk
from tests.pictures import sample_attachments as sample
from tests.pictures.attachments.attachment_factories import make_attachment, make_draft_with
from tests.settings import change_settings

pytestmark = pytest.mark.usefixtures("media")


def send(desk: Desk, data: bytes, name: str = "report.pdf", **more: object):
    return desk.post("/desk/files", attachment_file=(BytesIO(data), name), **more)


def only() -> Attachment:
    return db.session.scalars(select(Attachment)).one()


def test_a_file_is_kept_and_its_page_tells_what_was_removed(desk):
    answer = send(desk, sample.pdf(script=True), "C:/fakepath/Annual_report.pdf")

    file = only()
    assert answer.status_code == 303
    assert (file.title, file.kind, file.file_name) == ("Annual report", "pdf", "Annual_report.pdf")
    page = desk.get(answer.headers["Location"]).text
    assert "Scripts in the PDF were removed." in page
    assert "Annual report" in desk.get("/desk/files?q=ANNUAL&show=documents").text


def test_the_content_says_what_a_file_is_and_a_name_cannot_turn_around(desk):
    send(desk, sample.CSV, "invoice\u202efdp.exe .pdf", title="")

    assert (only().kind, only().file_name) == ("csv", "invoicefdp.exe .pdf")


NAMES = (
    *(
        'a".pdf',
        "a\u202efdp.exe",
        "../../etc/passwd",
        ".htaccess",
        "CON.pdf",
        "a;b=c.pdf",
        "a.pdf.html",
        "....",
        "\u200b",
    ),
    *(
        "x" * 300 + ".pdf",
        "\u00e4" * 300,
        "a%0d%0ab.pdf",
        "\U0001f600.pdf",
        "'; filename*=UTF-8''evil.html",
        "a\u2028b.pdf",
    ),
    *("<script>alert(1)</script>.pdf", "\u0663.pdf", "\ufeff", " ", "a\\b.pdf"),
)


@pytest.mark.parametrize("data", [sample.CSV, sample.pdf(script=True), sample.mp3()], ids=["csv", "pdf", "mp3"])
def test_whatever_the_name_of_a_file_readers_get_its_type_and_a_plain_name(desk, client, data):
    for name in NAMES:
        assert send(desk, data, name).status_code == 303, name

    for file in db.session.scalars(select(Attachment)).all():
        with client.get(version_path(file)) as answer:
            disposition = answer.headers["Content-Disposition"]
            assert answer.headers["Content-Type"] == KINDS[file.kind].media_type
            assert re.fullmatch(rf'(inline|attachment); filename="[a-z0-9-]{{1,80}}\.{file.kind}"', disposition), (
                disposition
            )
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty."),
        (sample.SVG, "Unsupported file type."),
        (sample.bomb(), "unpacks to far more"),
        (bytes(200_000), "larger than"),
        (sample.pdf(password="x"), "protected by a password"),
    ],
    ids=["empty", "svg", "bomb", "large", "locked"],
)
def test_what_is_refused_is_refused_beside_the_field_and_leaves_nothing(app, desk, media, data, words):
    change_settings(app, file_max_bytes=100_000)

    answer = send(desk, data, title="My title")

    assert answer.status_code == 422
    assert words in answer.text
    assert "My title" in answer.text
    assert db.session.scalars(select(Attachment)).all() == []
    assert not list(media.iterdir())


def test_no_file_is_told(desk):
    assert "Choose a file first." in desk.post("/desk/files").text


def test_a_busy_inspector_is_no_fault_of_the_file(desk, monkeypatch):
    monkeypatch.setattr(inspector_process, "run_inspector", lambda *_: {"refusal": FileRefusal.BUSY})

    assert send(desk, sample.CSV).status_code == 503


def test_a_new_version_shows_in_the_articles_at_once_and_the_old_one_is_owed_to_the_worker(desk):
    file = make_attachment(data=sample.CSV)
    draft = make_draft_with(file, desk.person)
    old_folder = file.folder

    answer = desk.post(f"/desk/files/{file.id}/version", attachment_file=(BytesIO(sample.mp3(400)), "b.mp3"))

    assert answer.status_code == 303
    assert only().kind == "mp3"
    assert "MP3" in db.session.get(Article, draft.id).body_html
    assert [row.key for row in db.session.scalars(select(DiscardedPicture))] == [old_folder]


def test_a_refused_version_leaves_the_old_one(desk):
    file = make_attachment(data=sample.CSV)
    digest = file.digest

    answer = desk.post(f"/desk/files/{file.id}/version", attachment_file=(BytesIO(sample.SVG), "b.csv"))

    assert (answer.status_code, "Unsupported file type." in answer.text) == (422, True)
    assert only().digest == digest
    assert desk.post(f"/desk/files/{file.id}/version").status_code == 422
