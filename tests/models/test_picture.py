"""Sizes, names, focal points and rights of a picture."""

import pytest
from sqlalchemy.orm import Session

from blog.models import Picture, Role
from tests.models.rows import person, picture


@pytest.mark.parametrize(("width", "height"), [(1600, 900), (480, 270), (1, 1)])
def test_a_rendition_keeps_the_proportions_and_a_pixel_at_least(width: int, height: int) -> None:
    assert picture().height_at(width) == height
    assert picture(width=4000, height=1).height_at(480) == 1


def test_a_rendition_is_named_by_key_width_and_format() -> None:
    assert picture(key="k3y").path(960, "webp") == "k3y/960.webp"


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [
        (50, 50, ""),
        (None, None, ""),
        (0, 50, "focal-x-0"),
        (50, 100, "focal-y-10"),
        (33, 78, "focal-x-3 focal-y-8"),
        (52, 48, ""),
    ],
)
def test_the_focal_point_is_rounded_to_tenths(x: int | None, y: int | None, classes: str) -> None:
    assert picture(focal_x=x, focal_y=y).focal_classes == classes


@pytest.mark.parametrize(
    ("alt", "is_decorative", "is_described"), [("", False, False), ("A boat", False, True), ("", True, True)]
)
def test_a_picture_is_described_by_words_or_by_decision(alt: str, is_decorative: bool, is_described: bool) -> None:
    assert picture(alt=alt, is_decorative=is_decorative).is_described == is_described


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_own", [True, False])
def test_uploaders_and_editors_may_change_a_picture(session: Session, role: Role, is_own: bool) -> None:
    other = person(role)
    row = picture(uploader=other if is_own else person())
    session.add_all([other, row])
    session.flush()
    may = is_own or role in {Role.EDITOR, Role.ADMINISTRATOR}

    assert row.is_editable_by(other) == may
    assert list(session.scalars(Picture.editable_by(other))) == ([row] if may else [])
