"""Readers of a site whose pictures and files are in a bucket."""

from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from blog.database import db
from blog.database.faults.repeated_log import repeated_log
from blog.operations.doctor.online import check_public_pictures
from blog.pictures.attachments import inspector_process
from blog.pictures.bucket import bucket_client
from blog.pictures.files.inline_files import version_path
from blog.pictures.files.storage import BucketStorage, storage
from blog.web.access.security_headers import MEDIA_POLICY
from tests.pictures.attachments.attachment_factories import inspect_in_process, make_attachment
from tests.pictures.bucket.test_bucket_client import SHORT
from tests.pictures.picture_factories import make_picture
from tests.pictures.sample_attachments import CSV
from tests.pictures.sample_files import photo
from tests.seaweed import S3Server
from tests.settings import change_settings

pytestmark = pytest.mark.xdist_group("bucket")
KEY = "0123456789abcdef" * 2


@pytest.fixture
def kept(app: Flask, media: Path, bucket_url: str, monkeypatch: pytest.MonkeyPatch) -> BucketStorage:
    change_settings(app, media_url=bucket_url)
    monkeypatch.setattr(inspector_process, "run_inspector", inspect_in_process)
    found = storage()
    assert isinstance(found, BucketStorage)
    return found


def test_a_picture_is_served_by_the_site_with_its_own_headers(client, kept):
    kept.put(f"{KEY}/400.jpg", b"pixels")

    answer = client.get(f"/media/{KEY}/400.jpg")

    assert (answer.status_code, answer.data, answer.headers["Content-Type"]) == (200, b"pixels", "image/jpeg")
    assert answer.headers["Content-Security-Policy"] == MEDIA_POLICY
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"/media/{KEY}/800.jpg").status_code == 404


def test_a_file_is_served_whole_and_in_parts_as_from_a_folder(client, kept):
    file = make_attachment("Figures", CSV)
    path = version_path(file)

    whole = client.get(path, buffered=True)
    part = client.get(path, buffered=True, headers={"Range": "bytes=3-7"})

    assert (whole.data, part.status_code, part.data) == (CSV, 206, CSV[3:8])
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert client.get(path, buffered=True, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_a_bucket_that_is_away_is_told_as_passing_and_kept_by_nobody(client, kept, s3_server: S3Server, capsys):
    repeated_log.due_at.clear()
    kept.put(f"{KEY}/400.jpg", b"pixels")
    path = version_path(make_attachment("Figures", CSV))
    s3_server.trouble.begin("status", status=500)

    answers = [client.get(address, buffered=True) for address in (f"/media/{KEY}/400.jpg", path) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {503}
    assert {answer.headers["Retry-After"] for answer in answers} == {"10"}
    assert all("immutable" not in answer.headers["Cache-Control"] for answer in answers)
    assert capsys.readouterr().out.count("picture file unreadable") == 1


def test_a_card_is_drawn_for_each_who_asks_while_the_bucket_is_away(client, kept, s3_server: S3Server, monkeypatch):
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    address = client.get("/cards/site/0.png").headers["Location"]
    s3_server.trouble.begin("status", status=500)

    answer = client.get(address)

    assert (answer.status_code, answer.data[:4]) == (200, b"\x89PNG")


def test_an_upload_at_the_desk_is_refused_for_now_and_nothing_typed_is_lost(
    desk, kept, s3_server: S3Server, monkeypatch
):
    monkeypatch.setattr(bucket_client, "WRITING", SHORT)
    s3_server.trouble.begin("status", status=500)

    answer = desk.post("/desk/files", title="What the council owes", attachment_file=(BytesIO(CSV), "figures.csv"))

    assert answer.status_code == 503
    assert "through no fault of yours" in answer.text
    assert "What the council owes" in answer.text


def test_pictures_go_to_the_bucket_and_not_to_the_disk(desk, kept, media: Path):
    answer = desk.post("/desk/media/uploads", picture_file=(BytesIO(photo()), "boat.jpg"))

    assert answer.status_code == 201
    assert [one.name.rpartition(".")[2] for one in kept.files()] == ["jpg"]
    assert list(media.iterdir()) == []


def test_everybody_may_fetch_a_picture_of_a_public_bucket_as_the_doctor_does(app: Flask, kept: BucketStorage) -> None:
    picture = make_picture()
    kept.put(picture.path(400, "jpg"), b"pixels")
    address = kept.bucket.address

    (refused,) = check_public_pictures(db.session, kept, f"{address.endpoint}/private/{address.prefix}")
    (found,) = check_public_pictures(db.session, kept, f"{address.endpoint}/{address.bucket}/{address.prefix}")

    assert "let everybody read the objects" in refused.message
    assert "as it was stored" in found.message  # With type and Cache-Control, which the storage has given it.
