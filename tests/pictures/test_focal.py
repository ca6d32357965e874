import pytest

from blog.models import Picture
from tests.factories import make_article, make_topic
from tests.pictures.picture_factories import make_picture


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [(50, 50, ""), (None, None, ""), (0, 100, "focal-x-0 focal-y-10"), (54, 12, "focal-y-1"), (99, 46, "focal-x-10")],
)
def test_a_page_crops_by_classes_since_it_may_have_no_inline_style(x, y, classes):
    assert Picture(focal_x=x, focal_y=y).focal_classes == classes


def test_a_list_crops_around_the_focal_point(client):
    topic = make_topic("Boats", slug="boats")
    for age in range(3):
        picture = make_picture("Boat", focal_x=20, focal_y=90)
        make_article(age_days=age, lead_picture=picture, lead_alt="Boat", topics=[topic])

    page = client.get("/topics/boats").text

    assert page.count('class="focal-x-2 focal-y-9"') == 3
    assert "style=" not in page
