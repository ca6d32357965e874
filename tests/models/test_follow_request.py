"""Requests are listed by reader in the order in which they came."""

from sqlalchemy.orm import Session

from blog.models import FollowRequest, Frequency, Subscriber
from tests.models.rows import NOW, subscriber


def request(reader: Subscriber, key: str) -> FollowRequest:
    consent = {"consent_wording": "Yes.", "consent_form": "/subscribe"}
    return FollowRequest(subscriber=reader, key=key, frequency=Frequency.DAILY, requested_at=NOW, **consent)


def test_the_requests_of_a_reader_are_listed_oldest_first(session: Session) -> None:
    ann, bob = subscriber(), subscriber()
    session.add_all([request(ann, "one"), request(bob, "two"), request(ann, "three")])
    session.flush()

    assert [row.key for row in session.scalars(FollowRequest.of(ann))] == ["one", "three"]
