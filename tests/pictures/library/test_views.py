"""The library at the desk."""

import pytest

from blog.database import db
from blog.models import Picture, PictureUse, Role
from blog.pictures.files.storage import storage
from blog.pictures.library.picture_list import PAGE_SIZE
from tests.factories import make_article, make_draft, save
from tests.pictures.picture_factories import make_picture

WORDS = {"alt": "A red boat", "caption": "Off Skomer.", "credit": "Mira", "focal_x": "10", "focal_y": "90"}


def show(picture, article, **more):
    return save(
        PictureUse(picture_id=picture.id, article_id=article.id, **{"is_lead": True, "is_in_body": False, **more})
    )


def test_the_library_shows_finds_and_sifts(desk):
    make_picture("A boat", uploader_id=desk.person.id), make_picture("A mountain"), make_picture("", file_name="x.jpg")

    assert [word in desk.get("/desk/media").text for word in ("A boat", "A mountain", "x.jpg")] == [True] * 3
    assert "A mountain" not in desk.get("/desk/media?q=boat").text
    assert "A mountain" not in desk.get("/desk/media?show=mine").text
    assert "A boat" not in desk.get("/desk/media?show=wordless").text
    assert "No picture was found." in desk.get("/desk/media?q=nothing").text


def test_older_pictures_are_a_link_away(desk):
    for n in range(PAGE_SIZE + 1):
        make_picture(f"Boat {n}.")

    page = desk.get("/desk/media?q=boat").text
    key = page.split("before=")[1].split('"')[0]

    assert "Boat 0." not in page
    assert "Boat 0." in desk.get(f"/desk/media?q=boat&before={key}").text


@pytest.mark.parametrize("query", ["before=x", "before=0", "before=-1", "before=99999999999", "before=%00"])
def test_a_page_that_is_none_is_not_found(desk, query):
    assert desk.get(f"/desk/media?{query}").status_code == 404


@pytest.mark.parametrize("query", ["q=%00%ff", "show=x", "q=" + "x" * 5000, "q=%25_", "show[]=all"])
def test_odd_questions_are_no_fault(desk, query):
    make_picture("A boat")

    assert desk.get(f"/desk/media?{query}").status_code == 200
    assert desk.get(f"/desk/media/choice?{query}").status_code == 200


def test_words_and_focal_point_are_saved_and_found(desk):
    picture = make_picture("Old", uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}", **WORDS)

    assert answer.status_code == 303
    db.session.refresh(picture)
    assert {name: str(getattr(picture, name)) for name in WORDS} == WORDS
    assert "A red boat" in desk.get("/desk/media?q=skomer").text
    assert "No picture was found." in desk.get("/desk/media?q=old").text
    assert 'class="focal-x-1 focal-y-9"' in desk.get(f"/desk/media/{picture.id}").text


def test_an_article_keeps_its_own_words_when_the_library_changes(desk):
    picture = make_picture("Old", uploader_id=desk.person.id)
    article = make_article(lead_picture=picture, lead_alt="As the article says")

    desk.post(f"/desk/media/{picture.id}", **WORDS)

    assert "As the article says" in desk.get(f"/articles/{article.slug}").text


@pytest.mark.parametrize("wrong", ["", "101", "-1", "1.5", "x", "9" * 400, "٣"])
def test_a_focal_point_that_is_none_is_told_beside_its_field_and_the_words_stay(desk, wrong):
    picture = make_picture("Old", uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}", **{**WORDS, "focal_x": wrong})

    assert answer.status_code == 422
    assert 'id="focal_x-error"' in answer.text
    assert "Enter a whole number from 0 to 100." in answer.text
    assert "A red boat" in answer.text
    assert db.session.get_one(Picture, picture.id).alt == "Old"


@pytest.mark.parametrize("field", ["alt", "caption", "credit"])
def test_a_text_that_is_too_long_is_refused_beside_its_field(desk, field):
    picture = make_picture("Old", uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}", **{**WORDS, field: "x" * 501})

    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)


@pytest.mark.parametrize(("role", "status"), [(Role.AUTHOR, 404), (Role.EDITOR, 303), (Role.ADMINISTRATOR, 303)])
@pytest.mark.parametrize("deed", ["", "/deletion"])
def test_everybody_sees_all_and_the_role_decides_over_pictures_of_others(sit, media, role, status, deed):
    picture, desk = make_picture("A boat"), sit(role=role)

    page = desk.get(f"/desk/media/{picture.id}")
    answer = desk.post(f"/desk/media/{picture.id}{deed}", **WORDS)

    assert page.status_code == 200
    assert ("<form" in page.text.split("<main")[1]) is (status == 303)
    assert answer.status_code == status
    assert (db.session.get(Picture, picture.id) is None) is (status == 303 and deed != "")


def test_the_page_says_where_the_picture_is_used(desk):
    picture = make_picture("A boat")
    show(picture, make_article("Lead of a public one"))
    show(picture, make_draft("My text", author=desk.person), is_lead=False, is_in_body=True)
    show(picture, make_draft("My past", author=desk.person), is_lead=False)
    show(picture, make_draft("A colleague’s secret"))

    page = desk.get(f"/desk/media/{picture.id}").text

    for words in ("Lead of a public one", "My text", "In the text", "My past", "Only in an earlier version"):
        assert words in page
    assert "And 1 article of a colleague that is not public." in page
    assert "secret" not in page


def test_deleting_asks_and_names_what_earlier_versions_lose(desk):
    picture = make_picture("A boat", uploader_id=desk.person.id)
    show(picture, make_draft("My past", author=desk.person), is_lead=False)

    page = desk.get(f"/desk/media/{picture.id}/deletion").text

    assert "Delete this picture?" in page
    assert "My past" in page


def test_a_picture_that_is_shown_is_not_deleted(desk):
    picture = make_picture("A boat", uploader_id=desk.person.id)
    show(picture, make_article("The harbour"))

    page = desk.get(f"/desk/media/{picture.id}/deletion").text
    answer = desk.post(f"/desk/media/{picture.id}/deletion")

    assert "This picture is needed" in page
    assert (answer.status_code, "The harbour" in answer.text) == (409, True)
    assert db.session.get(Picture, picture.id) is not None


def test_a_deleted_picture_is_gone_from_the_library_and_its_files_follow(desk, media):
    picture = make_picture("A boat", uploader_id=desk.person.id)
    storage().put(f"{picture.key}/400.jpg", b"pixels")

    answer = desk.post(f"/desk/media/{picture.id}/deletion")

    assert answer.status_code == 303
    assert "The picture is deleted." in desk.get(answer.location).text
    assert desk.get(f"/desk/media/{picture.id}").status_code == 404
    assert storage().exists(f"{picture.key}/400.jpg")
