"""Digests leave at an hour and on a day that readers and the desk read alike."""

import pytest
from flask import Flask

from blog.subscriptions.admin.forms import MailingRulesForm
from blog.subscriptions.preferences.digest_schedule import label_hour, weekday_labels
from tests.settings import change_settings


@pytest.mark.parametrize(
    ("language", "hour", "weekday"),
    [("en", "7:00\u202fAM", "Monday"), ("en-GB", "07:00", "Monday"), ("de", "07:00", "Montag")],
)
def test_the_language_writes_hour_and_weekday(app: Flask, language: str, hour: str, weekday: str) -> None:
    change_settings(app, language=language, timezone="Pacific/Kiritimati")

    with app.test_request_context():
        assert (label_hour(7), weekday_labels()[0]) == (hour, weekday)


def test_the_desk_chooses_among_the_words_that_readers_see(app: Flask) -> None:
    with app.test_request_context():
        form = MailingRulesForm()
        hours, days = ({choice.label for choice in field.choices} for field in (form.digest_hour, form.digest_weekday))

        assert hours == {label_hour(hour) for hour in range(24)}
        assert [choice.value for choice in form.digest_weekday.choices] == [0, 1, 2, 3, 4, 5, 6]
        assert days == set(weekday_labels().values())
