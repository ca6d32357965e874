from datetime import timedelta

import pytest
from flask import Flask

from blog.delivery.composing.article_summary import (
    CorrectionSummary,
    MailPhoto,
    choose_photo,
    choose_thumbnail,
    summarize_alerts,
)
from blog.models import Alert, Correction, CorrectionKind, Picture
from blog.web.extensions import links
from tests.delivery.mail_factories import (
    alert_for,
    compose,
    html_of,
    make_photo,
)
from tests.factories import NOW, make_article


def test_the_lead_photo_is_the_jpeg_that_fits(app: Flask) -> None:
    message = compose(alert_for(make_article(lead_picture=make_photo(), lead_alt="The board at the table")))

    expected = f'src="https://news.example.org/media/{"a" * 32}/960.jpg" alt="The board at the table" width="600"'
    assert expected in html_of(message)


@pytest.mark.parametrize(
    ("widths", "chosen", "shown"),
    [([480, 960, 2000], 960, 600), ([480], 480, 480), ([2000, 1600], 1600, 600), ([1200, 400], 1200, 600)],
)
def test_the_rendition_is_the_largest_for_a_phone(app: Flask, widths: list[int], chosen: int, shown: int) -> None:
    picture = make_photo()
    picture.widths = widths

    photo = choose_photo(picture, "", links())

    assert photo == MailPhoto(f"https://news.example.org/media/{'a' * 32}/{chosen}.jpg", "The board", shown)


@pytest.mark.parametrize(("widths", "chosen"), [([240, 400, 960], 240), ([120, 960], 960), ([120], 120)])
def test_a_thumbnail_is_sharp_where_it_can_be(app: Flask, widths: list[int], chosen: int) -> None:
    picture = make_photo()
    picture.widths = widths

    thumbnail = choose_thumbnail(picture, links())

    assert thumbnail == MailPhoto(f"https://news.example.org/media/{'a' * 32}/{chosen}.jpg", "", 116)


@pytest.mark.parametrize("picture", [None, Picture(widths=[])])
def test_without_a_finished_rendition_there_is_no_photo(app: Flask, picture: Picture | None) -> None:
    assert choose_photo(picture, "", links()) is None
    assert choose_thumbnail(picture, links()) is None


def test_an_article_is_summarized_once_with_its_newest_note(app: Flask) -> None:
    article = make_article("Budget")
    alerts = [
        Alert(id=number, article=article, article_id=article.id, note=note, announced_at=NOW + timedelta(hours=number))
        for number, note in enumerate(["First.", "Second.", None])
    ]

    (summary,) = summarize_alerts(alerts, links(), NOW)

    assert (summary.headline, summary.note) == ("Budget", "Second.")


def test_a_correction_is_summarized_without_the_space_around_it() -> None:
    row = Correction(kind=CorrectionKind.CORRECTION, old_wording=" 7 ", new_wording="8\n", explanation=None)

    summary = CorrectionSummary.of(row, "https://news.example.org/articles/tea")

    assert (summary.old_wording, summary.new_wording, summary.explanation) == ("7", "8", "")
    assert summary.url == "https://news.example.org/articles/tea#corrections"
