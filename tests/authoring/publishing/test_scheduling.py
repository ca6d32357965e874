"""Scheduling: which times are refused, and what is recorded."""

from datetime import timedelta

import pytest
from flask import Flask

from blog.authoring.drafts.writing import NotReady
from blog.authoring.publishing.publishing import EndsTooSoon
from blog.authoring.publishing.scheduling import SchedulePlan, TooFar, TooSoon, schedule
from blog.database import db
from tests.factories import NOW, make_draft, make_person


def test_the_deed_refuses_what_could_not_be_published_then(app: Flask) -> None:
    article, person = make_draft(), make_person()
    article.ends_at = NOW + timedelta(days=2)

    for days, refusal in ((0, TooSoon), (-1, TooSoon), (6 * 366, TooFar), (2, EndsTooSoon), (3, EndsTooSoon)):
        with pytest.raises(refusal):
            schedule(db.session, article, SchedulePlan(NOW + timedelta(days=days), person.id), NOW)
    article.headline = ""
    with pytest.raises(NotReady):
        schedule(db.session, article, SchedulePlan(NOW + timedelta(days=1), person.id), NOW)
