"""A use is present while the article as it is shows the picture."""

import pytest

from blog.models import PictureUse


@pytest.mark.parametrize(
    ("is_lead", "is_in_body", "is_social", "is_present"),
    [
        (False, False, False, False),
        (True, False, False, True),
        (False, True, False, True),
        (False, False, True, True),
        (True, True, True, True),
    ],
)
def test_a_picture_of_an_earlier_version_is_not_present(
    is_lead: bool, is_in_body: bool, is_social: bool, is_present: bool
) -> None:
    assert PictureUse(is_lead=is_lead, is_in_body=is_in_body, is_social=is_social).is_present == is_present
