"""A bucket has one count in each window."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from blog.models import RateCount
from tests.models.rows import NOW


@pytest.mark.filterwarnings("ignore:New instance")
def test_a_bucket_has_one_count_a_window(session: Session) -> None:
    session.add_all(RateCount(bucket="b", window_at=NOW + timedelta(minutes=minute)) for minute in (0, 1))
    session.flush()
    session.expunge_all()
    session.add(RateCount(bucket="b", window_at=NOW))

    with pytest.raises(IntegrityError):
        session.flush()
