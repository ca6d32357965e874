"""Ages in words."""

from datetime import timedelta

from flask import Flask

from blog.web.rendering.record_durations import days, months_or_unlimited


def test_an_age_is_a_sentence(app: Flask) -> None:
    with app.test_request_context():
        assert (days(timedelta(days=1)), days(timedelta(days=30))) == ("1 day.", "30 days.")
        assert (months_or_unlimited(1), months_or_unlimited(12)) == ("1 month.", "12 months.")
        assert months_or_unlimited(0) == "Without limit."
