"""Administrators see what was backed up, and what to do where nothing is."""

from flask import Flask
from flask.testing import FlaskClient

from blog.models import BackupRun, Role
from blog.web.clock import read_clock
from tests.factories import make_person, save, sign_in
from tests.settings import change_settings

ADDRESS = "/desk/backups"


def test_backups_are_listed_with_their_place_and_what_went_wrong(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))
    change_settings(app, backup_folder="s3://vault/news?endpoint=https://s3.example.org", backup_access_key_id="AKIA7")
    now, file = read_clock(), "broadsheet-2026-12-01-1.tar"
    save(BackupRun(slot="2026-12-01-1", started_at=now, ended_at=now, file_name=file, place="/srv", size_bytes=2**31))
    save(BackupRun(started_at=now, ended_at=now, problem="No room <on> the disk."))

    page = client.get(ADDRESS).text

    for words in (f"/srv/{file}", "2,048 MB", "No room &lt;on&gt; the disk.", "vault at s3.example.org/news", "Failed"):
        assert words in page
    assert "AKIA7" not in page
    assert "The worker makes no backups yet" not in page


def test_without_a_place_the_page_says_how_to_have_backups(client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.ADMINISTRATOR))

    page = client.get(ADDRESS).text

    assert "The worker makes no backups yet" in page
    assert "There is none yet." in page
    assert "broadsheet rehearse" in page
    assert f'href="{ADDRESS}" aria-current="page"' in page


def test_backups_are_nobody_else_s_business(client: FlaskClient) -> None:
    sign_in(client, make_person(role=Role.EDITOR))

    assert client.get(ADDRESS).status_code == 403
