"""Files on their way to readers."""

from io import BytesIO
from pathlib import Path

import pytest

from blog.database import db
from blog.pictures.attachments.attachment_upload import FileLimits, replace_version, store_version
from blog.pictures.files.inline_files import file_path, version_path
from blog.pictures.files.storage import storage
from tests.factories import NOW
from tests.pictures import sample_attachments as sample
from tests.pictures.attachments.attachment_factories import make_attachment

pytestmark = pytest.mark.usefixtures("media")


def test_the_address_that_stays_leads_to_the_present_version(client):
    file = make_attachment()

    answer = client.get(file_path(file))

    assert (answer.status_code, answer.headers["Location"]) == (302, version_path(file))
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get(f"/files/{file.key}/any-other-name.pdf").status_code == 302
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("data", "kind", "shown"),
    [
        (sample.pdf(), "application/pdf", "inline"),
        (sample.CSV, "text/csv; charset=utf-8", "attachment"),
        (sample.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
        (sample.package({"a": "b"}), "application/zip", "attachment"),
        (sample.mp3(), "audio/mpeg", "inline"),
        (sample.opus(), "audio/ogg", "inline"),
        (sample.m4a(), "audio/mp4", "inline"),
    ],
)
def test_a_version_is_inert_has_its_type_and_never_changes(client, data, kind, shown):
    file = make_attachment('"Ünder\r\nthe <b>', data)

    answer = client.get(version_path(file), buffered=True)

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
    assert answer.headers["Content-Disposition"] == f'{shown}; filename="under-the-b.{file.kind}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) is (file.kind != "pdf")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content_length == len(answer.data) == file.size_bytes


def test_parts_can_be_asked_for(client):
    file = make_attachment(data=sample.mp3())
    path, whole = version_path(file), client.get(version_path(file), buffered=True)

    part = client.get(path, buffered=True, headers={"Range": "bytes=10-19"})
    end = client.get(path, buffered=True, headers={"Range": "bytes=-5", "If-Range": whole.headers["ETag"]})
    changed = client.get(path, buffered=True, headers={"Range": "bytes=0-1", "If-Range": '"another"'})
    beyond = client.get(path, buffered=True, headers={"Range": "bytes=99999999-"})

    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{file.size_bytes}"
    assert (end.status_code, end.data) == (206, whole.data[-5:])
    assert (changed.status_code, len(changed.data)) == (200, file.size_bytes)
    assert beyond.status_code == 416
    assert client.get(path, buffered=True, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.head(path, buffered=True).content_length == file.size_bytes


def test_after_a_replacement_the_old_version_leads_to_the_new_one(client):
    file = make_attachment()
    old = version_path(file)
    version = store_version(storage(), BytesIO(sample.CSV), "Title", FileLimits(2**20, Path("unused")))

    replace_version(db.session, file, version, file_name="b.csv", now=NOW)
    db.session.commit()

    assert client.get(old).headers["Location"] == version_path(file) != old
    assert client.get(old, follow_redirects=True, buffered=True).data == sample.CSV


@pytest.mark.parametrize("path", ["/files/x/a.pdf", f"/files/{'0' * 32}/a.pdf", f"/files/{'0' * 32}/{'0' * 16}/a.pdf"])
def test_no_key_no_file(client, path):
    assert client.get(path, buffered=True).status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, media):
    file = make_attachment()
    (media / file.storage_name).unlink()

    assert client.get(version_path(file), buffered=True).status_code == 404
