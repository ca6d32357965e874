import pytest

from blog.models import Picture
from blog.pictures.cropping import crop_around


@pytest.mark.parametrize(
    ("size", "ratio", "focal", "box"),
    [
        ((1000, 500), 1, (50, 50), (250, 0, 750, 500)),
        ((1000, 500), 1, (0, 50), (0, 0, 500, 500)),
        ((1000, 500), 1, (100, 0), (500, 0, 1000, 500)),
        ((500, 1000), 2, (50, 100), (0, 750, 500, 1000)),
        ((1200, 630), 1200 / 630, (10, 10), (0, 0, 1200, 630)),
        ((1, 1), 3, (50, 50), (0, 0, 1, 1)),
    ],
)
def test_a_crop_is_the_largest_of_its_shape_and_keeps_the_focal_point(size, ratio, focal, box):
    assert crop_around(*size, ratio, *focal) == box


@pytest.mark.parametrize(
    ("x", "y", "classes"),
    [(50, 50, ""), (None, None, ""), (0, 100, "focal-x-0 focal-y-10"), (54, 12, "focal-y-1"), (99, 46, "focal-x-10")],
)
def test_a_page_crops_by_classes_since_it_may_have_no_inline_style(x, y, classes):
    assert Picture(focal_x=x, focal_y=y).focal_classes == classes
