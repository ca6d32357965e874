"""The library of files at the desk."""

import pytest

from blog.database import db
from blog.models import Attachment, Role
from tests.factories import make_person
from tests.pictures.attachments.attachment_factories import make_attachment, make_draft_with
from tests.pictures.sample_attachments import CSV, mp3

pytestmark = pytest.mark.usefixtures("media")


def test_words_are_saved_and_shown_in_articles(desk):
    file = make_attachment(data=mp3())
    draft = make_draft_with(file, desk.person)
    words = {"title": "The talk", "description": "About <boats>", "transcript_url": "/articles/talk"}

    answer = desk.post(f"/desk/files/{file.id}", **words)

    db.session.refresh(draft)
    assert answer.status_code == 303
    assert "The talk" in draft.body_html
    assert "About &lt;boats&gt;" in draft.body_html
    assert '<a href="/articles/talk">Transcript</a>' in draft.body_html
    assert '<audio class="file__player"' in draft.body_html


def test_the_desk_says_size_and_duration_in_the_language_of_the_person(desk):
    make_attachment(data=mp3(4000))
    desk.person.language = "fr"
    db.session.commit()

    page = desk.get("/desk/files").text

    assert "MP3, 1,7\xa0Mo, 2\xa0min" in page.replace("\u202f", "\xa0")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "https://a b", "word"])
def test_a_transcript_has_an_address_that_readers_can_follow(desk, address):
    file = make_attachment(data=mp3())

    answer = desk.post(f"/desk/files/{file.id}", title="T", transcript_url=address)

    assert (answer.status_code, "Enter an address" in answer.text) == (422, True)


def test_a_title_is_needed_and_what_was_typed_stays(desk):
    file = make_attachment()

    answer = desk.post(f"/desk/files/{file.id}", title=" ", description="Kept words")

    assert answer.status_code == 422
    assert "Give the file a title." in answer.text
    assert "Kept words" in answer.text


def test_a_file_in_use_is_kept_and_its_page_says_where(desk):
    file = make_attachment()
    draft = make_draft_with(file, desk.person, "it", headline="Where it stands")

    refused = desk.post(f"/desk/files/{file.id}/deletion")
    draft_page = desk.get(f"/desk/files/{file.id}").text

    assert (refused.status_code, "Where it stands" in refused.text, "Where it stands" in draft_page) == (
        409,
        True,
        True,
    )
    assert db.session.get(Attachment, file.id)
    assert '<span class="file-facts">(PDF, ' in draft.body_html


def test_an_unused_file_is_deleted(desk, client):
    file = make_attachment(data=CSV)

    assert "Delete this file?" in desk.get(f"/desk/files/{file.id}/deletion").text
    assert desk.post(f"/desk/files/{file.id}/deletion").status_code == 303
    assert client.get(f"/files/{file.key}/a.csv").status_code == 404


def test_a_contributor_uses_all_files_and_changes_the_own_ones(sit):
    desk = sit(role=Role.CONTRIBUTOR)
    own = make_attachment(uploader_id=desk.person.id)
    other = make_attachment(uploader_id=make_person().id)

    assert desk.get(f"/desk/files/{other.id}").status_code == 200
    assert desk.post(f"/desk/files/{own.id}", title="Mine").status_code == 303
    assert desk.post(f"/desk/files/{other.id}", title="Mine").status_code == 404
    assert desk.post(f"/desk/files/{other.id}/deletion").status_code == 404
    assert desk.post(f"/desk/files/{other.id}/version").status_code == 404


def test_the_library_is_searched_narrowed_and_paged(desk):
    make_attachment("Budget 2026", CSV)
    make_attachment("Interview", mp3())

    assert "Budget 2026" in desk.get("/desk/files?q=budget").text
    assert "Interview" not in desk.get("/desk/files?q=100%").text
    assert "Budget" not in desk.get("/desk/files?show=sound").text
    assert "Interview" in desk.get("/desk/files/choice?q=view").text
    assert desk.get("/desk/files?before=x").status_code == 404
    assert "No file was found." in desk.get("/desk/files?before=1").text
