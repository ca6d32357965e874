"""What is said of a picture is stored once, and found by."""

from dataclasses import replace

import pytest

from blog.database import db
from blog.pictures.library.descriptions import (
    PictureDescription,
    PictureText,
    describe_if_empty,
    describe_picture,
    is_decorative,
)
from blog.pictures.library.picture_list import find_pictures
from tests.factories import make_person
from tests.pictures.picture_factories import make_picture

WELL = PictureDescription("A well", "Off Skomer", credit="Noor", focal_x=20, focal_y=70)


@pytest.mark.usefixtures("app")
def test_every_text_and_the_focal_point_are_stored() -> None:
    picture = make_picture("Older words")

    describe_picture(db.session, picture, WELL)

    assert {name: getattr(picture, name) for name in vars(WELL)} == vars(WELL)


@pytest.mark.usefixtures("app")
def test_a_picture_with_an_alternative_text_is_not_decorative() -> None:
    picture = make_picture()

    describe_picture(db.session, picture, replace(WELL, is_decorative=True))
    described = picture.is_decorative
    describe_picture(db.session, picture, PictureDescription(is_decorative=True))

    assert (described, picture.is_decorative) == (False, True)
    assert is_decorative(db.session, picture.key)


@pytest.mark.usefixtures("app")
def test_a_picture_that_does_not_exist_is_not_decorative() -> None:
    assert not is_decorative(db.session, "nowhere")


@pytest.mark.usefixtures("app")
def test_empty_texts_are_filled() -> None:
    picture = make_picture()

    describe_if_empty(db.session, picture, PictureText("A well", "Off Skomer"))

    assert (picture.alt, picture.caption) == ("A well", "Off Skomer")


@pytest.mark.parametrize("before", [{"alt": "Mine"}, {"is_decorative": True}, {"alt": "Mine", "caption": "Own"}])
@pytest.mark.usefixtures("app")
def test_texts_that_are_there_stay(before: dict[str, object]) -> None:
    picture = make_picture(**before)

    describe_if_empty(db.session, picture, PictureText("A well", "Off Skomer"))

    assert {name: getattr(picture, name) for name in before} == before
    assert picture.alt == before.get("alt", "")
    assert picture.caption == before.get("caption", "Off Skomer")


@pytest.mark.usefixtures("app")
def test_a_picture_is_found_by_its_new_words_alone() -> None:
    picture = make_picture("Heron")

    describe_picture(db.session, picture, WELL)
    db.session.commit()

    found = {word: find_pictures(db.session, make_person(), query=word).pictures for word in ("skomer", "heron")}
    assert found == {"skomer": [picture], "heron": []}
