import pytest
from flask import get_template_attribute

from blog.models import Picture

KEY = "ab" * 16


@pytest.fixture
def responsive(app):
    with app.test_request_context("/", base_url="https://news.example.org"):
        yield get_template_attribute("macros/pictures.html", "responsive")


def make_picture(**more):
    values = {"width": 1600, "height": 1000, "widths": [400, 800, 1600], "formats": ["avif", "webp", "jpg"]}
    return Picture(key=KEY, **{**values, **more})


def test_the_better_formats_come_first_and_jpeg_is_for_all(responsive):
    html = responsive(make_picture(), "A boat", "100vw")

    assert html.index("image/avif") < html.index("image/webp") < html.index("<img")
    assert f'src="/media/{KEY}/800.jpg"' in html
    assert f"/media/{KEY}/400.avif 400w, /media/{KEY}/800.avif 800w, /media/{KEY}/1600.avif 1600w" in " ".join(
        html.split()
    )


def test_the_browser_knows_the_shape_before_the_file_arrives(responsive):
    html = responsive(make_picture(), "A boat", "100vw")

    assert 'width="1600"' in html
    assert 'height="1000"' in html


def test_only_the_photo_at_the_top_is_loaded_at_once(responsive):
    assert 'loading="lazy"' in responsive(make_picture(), "", "100vw")
    eager = responsive(make_picture(), "", "100vw", eager=True)
    assert 'loading="eager"' in eager
    assert 'fetchpriority="high"' in eager


def test_a_small_picture_has_its_one_width(responsive):
    html = responsive(make_picture(width=900, widths=[900], formats=["jpg"]), "", "100vw")

    assert f'src="/media/{KEY}/900.jpg"' in html
    assert "<source" not in html


def test_words_are_escaped(responsive):
    assert "<script>" not in responsive(make_picture(), '"><script>', "100vw")
