"""HTML of Ghost is read without the signs of its players; stars and buttons stay."""

from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.sources.ghost.ghost_html import clean_ghost_html

STAR = '<span class="{}kg-product-card-rating-star"><svg><path d="M1"></path></svg></span>'


def test_a_product_keeps_its_stars_and_its_button() -> None:
    stars = STAR.format("kg-product-card-rating-active ") * 3 + STAR.format("") * 2
    html = (
        f'<div class="kg-card kg-product-card"><h4>Tea</h4><div class="kg-product-card-rating">{stars}</div>'
        '<a href="https://shop.example/" class="kg-product-card-button"><span>Buy</span></a></div>'
    )

    body = convert_html(clean_ghost_html(html))

    assert body.write(lambda _one: "") == "#### Tea\n\n★★★☆☆\n\n[Buy](https://shop.example/){.button}"
    assert body.losses == []


def test_signs_of_players_are_no_pictures_that_are_missing() -> None:
    html = (
        '<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="https://a.example/r.pdf">'
        '<div class="kg-file-card-title">Report</div><div class="kg-file-card-icon"><svg><title>download-circle</title>'
        '</svg></div></a></div><button class="kg-audio-playback-rate">1&#215;</button>'
    )

    assert convert_html(clean_ghost_html(html)).losses == []
