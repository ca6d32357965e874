"""Pictures of the library in an article, by the script's answers and on pages without script."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Role, WorkingCopy
from tests.authoring.conftest import Desk
from tests.authoring.pictures import picture_file
from tests.factories import make_draft
from tests.pictures.picture_factories import make_picture


def test_the_mark_holds_the_words_and_a_bare_picture_takes_them(desk: Desk) -> None:
    picture = make_picture(uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}/mark", picture_alt="A [red] boat", picture_caption='The "Ada"')

    assert answer.json == {"markdown": f'![A \\[red\\] boat](picture:{picture.key} "The \\"Ada\\"")'}
    assert (picture.alt, picture.caption) == ("A [red] boat", 'The "Ada"')


@pytest.mark.parametrize("is_own", [True, False])
def test_the_words_of_one_article_change_no_words_of_the_library(desk: Desk, is_own: bool) -> None:
    picture = make_picture("Old" if is_own else "", uploader_id=desk.person.id if is_own else None)

    desk.post(f"/desk/media/{picture.id}/mark", picture_alt="New")

    assert picture.alt == ("Old" if is_own else "")


def test_decoration_needs_no_words_and_is_known_as_such(desk: Desk) -> None:
    picture = make_picture(uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}/mark", picture_decorative="y")

    assert answer.json == {"markdown": f"![](picture:{picture.key})"}
    assert picture.is_decorative


@pytest.mark.parametrize(("alt", "words"), [("", "Describe the picture"), ("x" * 301, "300 characters or fewer")])
def test_a_mark_without_fitting_words_is_refused(desk: Desk, alt: str, words: str) -> None:
    answer = desk.post(f"/desk/media/{make_picture().id}/mark", picture_alt=alt)

    assert (answer.status_code, words in answer.json["error"]) == (422, True)


def test_the_dialog_tells_the_script_all_about_each_picture(desk: Desk) -> None:
    picture = make_picture('A boat’s "bow" <i>', caption="c", credit="d")

    page = desk.get("/desk/media/choice?q=boat").text

    assert f"/desk/media/{picture.id}/mark" in page
    assert "<i>" not in page


def choose(desk: Desk, article: Article | None, deed: str, **fields: object) -> dict[str, str]:
    """Press the button that leads to the library; return path and query of the page that opens."""
    path = f"/desk/articles/{article.id}/edit" if article else "/desk/articles/new"
    seen = article.revision if article else ""
    answer = desk.post(path, **{"headline": "Tea", "body": "Typed words.", "seen": seen, "deed": deed, **fields})
    assert answer.status_code == 303
    parts = urlsplit(answer.location)
    return {
        "path": parts.path,
        "all": answer.location,
        **{key: value[0] for key, value in parse_qs(parts.query).items()},
    }


def test_without_script_a_picture_for_the_text_is_chosen_and_nothing_typed_is_lost(desk: Desk) -> None:
    picture, article = make_picture("A boat", caption="Off Skomer"), make_draft(author=desk.person, text="Saved words.")

    page = choose(desk, article, "library-body")
    listed = desk.get(page["all"]).text
    answer = desk.post(page["path"], picture=picture.key, place=page["place"], copy=page["copy"])
    editor = desk.get(answer.location.split("#")[0]).text

    assert "A boat" in listed
    assert answer.location.endswith("#picture-panel")
    assert "Typed words." in editor
    assert f'value="{picture.key}"' in editor
    assert 'value="A boat"' in editor
    assert db.session.get_one(Article, article.id).body_markdown == "Saved words."


def test_a_chosen_picture_comes_into_the_text_with_the_words_that_were_agreed(desk: Desk) -> None:
    picture = make_picture("A boat")
    fields = {"body": "Typed.", "picture_kept": picture.key, "picture_alt": "A boat", "picture_caption": "Off Skomer"}

    answer = desk.post("/desk/articles/new", deed="picture", **fields)

    assert f"Typed.\n\n![A boat](picture:{picture.key} &#34;Off Skomer&#34;)" in answer.text


@pytest.mark.usefixtures("media")
def test_a_new_article_and_a_chosen_file_outlive_the_way_to_the_library(desk: Desk) -> None:
    picture = make_picture("A boat")

    page = choose(desk, None, "library-body", lead_file=picture_file())
    answer = desk.post(page["path"], picture=picture.key, place="body", copy=page["copy"])

    copy = db.session.scalars(select(WorkingCopy)).one()
    assert copy.fields["lead_kept"] != [""]
    assert copy.fields["headline"] == ["Tea"]
    assert desk.get(answer.location.split("#")[0]).status_code == 200


@pytest.mark.parametrize(
    ("had_photo", "words"), [(False, ("Typed", "Said", "Said")), (True, ("A boat", "Said", "Said"))]
)
def test_a_lead_photo_brings_its_words_unless_words_were_typed_for_it(
    desk: Desk, had_photo: bool, words: tuple[str, ...]
) -> None:
    picture = make_picture("A boat", caption="Said", credit="Said")
    article = make_draft(author=desk.person, lead_picture=make_picture("Old") if had_photo else None)

    page = choose(desk, article, "library-lead", lead_alt="Typed")
    desk.post(page["path"], picture=picture.key, place="lead", copy=page["copy"])
    fields = db.session.scalars(select(WorkingCopy)).one().fields
    told = {name: values[0] for name, values in fields.items() if values}
    desk.post(f"/desk/articles/{article.id}/edit", **{**told, "seen": article.revision, "deed": "save"})

    db.session.refresh(article)
    assert article.lead_picture is not None
    assert article.lead_picture.key == picture.key
    assert (article.lead_alt, article.lead_caption, article.lead_credit) == words


def test_nobody_chooses_for_the_article_or_the_text_of_another(desk: Desk, sit: object) -> None:
    picture, article = make_picture("A boat"), make_draft(author=desk.person)
    page = choose(desk, article, "library-body")
    stranger, editor = sit(), sit(role=Role.EDITOR)  # type: ignore[operator]
    fields = {"picture": picture.key, "place": "body", "copy": page["copy"]}

    assert [who.get(page["all"]).status_code for who in (stranger, editor)] == [404, 404]
    assert [who.post(page["path"], **fields).status_code for who in (stranger, editor)] == [404, 404]


@pytest.mark.parametrize("wrong", [{"picture": "x"}, {"place": "x"}, {"copy": "x"}, {"picture": "\x00"}, {"place": ""}])
def test_a_choice_of_what_is_not_there_is_not_found(desk: Desk, wrong: dict[str, str]) -> None:
    picture, article = make_picture("A boat"), make_draft(author=desk.person)
    page = choose(desk, article, "library-body")

    fields = {"picture": picture.key, "place": "body", "copy": page["copy"], **wrong}

    assert desk.post(page["path"], **fields).status_code == 404


@pytest.mark.parametrize("typed", [{"picture_credit": "M. Holt"}, {"picture_credit": ""}])
def test_what_is_typed_beside_an_upload_takes_the_place_of_what_its_file_said(app, desk, typed):
    picture = make_picture("From the file", caption="From the file", credit="From the file", uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}/mark", picture_alt="Typed", picture_caption="", **typed)

    db.session.refresh(picture)
    assert (picture.alt, picture.caption, picture.credit) == ("Typed", "", typed["picture_credit"])
    assert answer.json["markdown"] == f"![Typed](picture:{picture.key})"


def test_a_credit_that_is_too_long_is_refused_with_the_other_faults(app, desk):
    picture = make_picture(uploader_id=desk.person.id)

    answer = desk.post(f"/desk/media/{picture.id}/mark", picture_alt="", picture_credit="x" * 201)

    assert answer.status_code == 422
    assert answer.json["error"].count(".") == 2
