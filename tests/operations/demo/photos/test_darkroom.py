from io import BytesIO

import pytest
from PIL import Image, ImageStat

from blog.operations.demo.photos.darkroom import SCENES, develop


@pytest.mark.parametrize("name", sorted(SCENES))
def test_a_photo_is_large_and_shows_more_than_one_tone(name):
    photo = Image.open(BytesIO(develop(name)))

    assert max(photo.size) >= 1200
    assert photo.mode == "RGB"
    assert max(ImageStat.Stat(photo.resize((40, 40))).stddev) > 10


def test_a_photo_is_the_same_each_time():
    assert develop("sea") == develop("sea")


def test_an_unknown_photo_is_an_error():
    with pytest.raises(KeyError):
        develop("moon")
