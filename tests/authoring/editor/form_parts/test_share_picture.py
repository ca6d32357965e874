"""The picture of shared links in the editor: chosen, sent, refused beside its field and removed, all without script."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, DiscardedPicture, Picture, PictureUse, WorkingCopy
from blog.pictures.attachments import inspector_process
from blog.pictures.library.deletion import delete_picture
from tests.authoring.conftest import Desk
from tests.authoring.pictures import broken_file, picture_file
from tests.factories import NOW, make_article, make_draft
from tests.pictures.attachments.attachment_factories import inspect_in_process, make_attachment
from tests.pictures.picture_factories import make_picture

NEW = "/desk/articles/new"


def only_article() -> Article:
    return db.session.scalars(select(Article)).one()


def edit(desk: Desk, article: Article, **fields: Any) -> Any:
    """Send the editor as a browser would that shows the article as it is."""
    shown = {"headline": "Tea", "body": "Hot.", "social_picture": article.social_picture, "deed": "save"}
    return desk.post(f"/desk/articles/{article.id}/edit", **{**shown, "seen": article.revision, **fields})


def test_a_picture_of_the_library_is_saved_shown_and_removed(desk: Desk) -> None:
    picture = make_picture("A boat")
    saved = desk.post(NEW, headline="Tea", social_picture=picture.key)
    article = only_article()
    chosen, page = article.social_picture, desk.get(saved.location).text

    edit(desk, article, social_remove="y")

    assert (chosen, article.social_picture) == (picture.key, "")
    assert f'<img src="/media/{picture.key}/400.jpg" alt="A boat"' in page


def test_a_page_from_before_the_field_leaves_the_picture_as_it_is(desk: Desk) -> None:
    picture = make_picture()
    article = make_draft("Tea", author=desk.person, social_picture=picture.key)

    desk.post(f"/desk/articles/{article.id}/edit", headline="Tea", body="Hotter.", seen=article.revision, deed="save")

    assert (article.body_markdown, article.social_picture) == ("Hotter.", picture.key)


@pytest.mark.usefixtures("media")
def test_files_for_both_places_are_stored_by_one_save(desk: Desk) -> None:
    desk.post(NEW, headline="Tea", lead_file=picture_file("lead.jpg"), social_file=picture_file("share.jpg"))

    article = only_article()
    names = {picture.key: picture.file_name for picture in db.session.scalars(select(Picture))}
    assert article.lead_picture is not None
    assert (names[article.lead_picture.key], names[article.social_picture]) == ("lead.jpg", "share.jpg")


@pytest.mark.usefixtures("media")
def test_every_file_of_a_form_that_is_refused_outlives_it(desk: Desk) -> None:
    files = {f"{place}_file": picture_file(f"{place}.jpg") for place in ("lead", "picture", "social")}

    page = desk.post(NEW, headline="", **files).text

    kept = {name: page.split(f'name="{name}" type="hidden" value="')[1][:32] for name in
            ("lead_kept", "picture_kept", "social_picture")}  # fmt: skip
    stored = {picture.key: picture.file_name for picture in db.session.scalars(select(Picture))}
    assert [stored[key] for key in kept.values()] == ["lead.jpg", "picture.jpg", "social.jpg"]


def deleted_key() -> str:
    picture = make_picture()
    delete_picture(db.session, picture, NOW)
    db.session.commit()
    return str(db.session.scalars(select(DiscardedPicture.key)).one())


def capital_key() -> str:
    picture = make_picture()
    picture.key = "abcdef" * 5
    db.session.commit()
    return picture.key.upper()


def file_key() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspector_process, "run_inspector", inspect_in_process)
        return str(make_attachment().key)


HOSTILE = {
    "unknown": lambda: "f" * 32,
    "deleted": deleted_key,
    "another kind": file_key,
    "too long": lambda: "a" * 5_000,
    "a path": lambda: "../../etc/passwd",
    "markup": lambda: '"><script>alert(1)</script>',
    "an id": lambda: str(make_picture().id),
    "capitals": capital_key,
}


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_picture_of_the_library_is_refused_beside_the_field(desk: Desk, make: Any) -> None:
    key = make()

    answer = desk.post(NEW, headline="Tea", body="Dear words.", social_picture=key)

    assert answer.status_code == 422
    assert 'id="social_file-error"' in answer.text
    assert "Dear words." in answer.text
    assert "<script>alert" not in answer.text
    assert db.session.scalars(select(Article)).all() == []
    assert desk.post(NEW, headline="Tea", social_picture=key, social_remove="y").status_code == 303


def test_a_file_that_is_no_picture_is_refused_beside_the_field(desk: Desk) -> None:
    answer = desk.post(NEW, headline="Tea", body="Dear words.", social_file=broken_file())

    assert (answer.status_code, 'id="social_file-error"' in answer.text) == (422, True)
    assert 'id="lead_file-error"' not in answer.text
    assert "Dear words." in answer.text


def test_an_autosave_writes_no_picture_that_is_gone_and_keeps_the_text(desk: Desk) -> None:
    article = make_draft("Tea", author=desk.person, text="As saved.")
    typed = {"headline": "Tea", "body": "Typed.", "seen": article.revision, "copy_key": "abcdefgh"}

    answer = desk.post(f"/desk/articles/{article.id}/working-copy", **typed, social_picture="f" * 32)

    assert (answer.status_code, answer.json["kept"]) == (200, True)
    assert (article.body_markdown, article.social_picture) == ("As saved.", "")


def test_an_autosave_of_a_draft_takes_the_picture(desk: Desk) -> None:
    article, picture = make_draft("Tea", author=desk.person), make_picture()
    typed = {"headline": "Tea", "body": "Typed.", "seen": article.revision, "copy_key": "abcdefgh"}

    desk.post(f"/desk/articles/{article.id}/working-copy", **typed, social_picture=picture.key)

    assert article.social_picture == picture.key
    assert db.session.scalars(select(PictureUse.is_social)).all() == [True]


def test_without_script_it_is_chosen_in_the_library_and_nothing_typed_is_lost(desk: Desk) -> None:
    picture = make_picture("A boat")
    article = make_article("Tea", author=desk.person, social_picture=make_picture("Old").key)
    desk.person.role = "editor"  # type: ignore[assignment]
    db.session.commit()

    left = edit(desk, article, body="Typed words.", deed="library-share", social_remove="y")
    query = {name: values[0] for name, values in parse_qs(urlsplit(left.location).query).items()}
    listed = desk.get(left.location).text
    answer = desk.post(urlsplit(left.location).path, picture=picture.key, **query)
    editor = desk.get(answer.location.split("#")[0]).text

    assert "Choose the picture of shared links" in listed
    assert answer.location.endswith("#details-share")
    assert f'name="social_picture" type="hidden" value="{picture.key}"' in editor
    assert "Typed words." in editor
    assert db.session.scalars(select(WorkingCopy)).one().fields["social_remove"] == []
