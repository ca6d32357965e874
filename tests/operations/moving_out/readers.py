"""Readers of a site that moves out: each state, suppressions, follows, receipts, erased addresses, error reports."""

import random
from collections.abc import Sequence
from datetime import timedelta

from blog.database import db
from blog.models import (
    AddressChange,
    Article,
    ErasedAddress,
    ErrorReport,
    FollowRequest,
    Frequency,
    Person,
    SubscriberState,
    Suppression,
    Topic,
)
from tests.factories import NOW, make_follow, make_subscriber

ADDRESS = "Zoe.Reader@example.com"


def make_readers(
    chance: random.Random, topics: Sequence[Topic], people: Sequence[Person], articles: Sequence[Article]
) -> None:
    """Add readers of every sort; one has ADDRESS."""
    reader = make_subscriber(ADDRESS, name="Zoë\t\\N", timezone="Europe/Kyiv", language="uk", quiet_from=1320)
    make_follow(reader, topic_id=topics[0].id)
    make_follow(reader, author_id=people[0].id, frequency=Frequency.WEEKLY)
    make_follow(reader, article_id=articles[0].id)
    for state in chance.choices(list(SubscriberState), k=6):
        left = {"left_at": NOW} if state is SubscriberState.LEFT else {}
        make_subscriber(state=state, site_frequency=chance.choice([None, *Frequency]), **left)
    stopped = {"suppressed_at": NOW, "suppression": Suppression.HARD_BOUNCE, "suppression_words": "550 no such user"}
    make_subscriber("gone@example.com", **stopped)
    consent = {"consent_wording": "Tell me about this topic.", "consent_form": "/topics/a", "requested_at": NOW}
    request = FollowRequest(subscriber_id=reader.id, key="k", frequency=Frequency.DAILY, topic_id=topics[0].id)
    for name, value in {**consent, "confirmed_at": NOW + timedelta(minutes=3)}.items():
        setattr(request, name, value)
    db.session.add(request)
    change = {"old_address": "zoe@old.example", "new_address": ADDRESS, "old_key": "secret-old-key"}
    db.session.add(AddressChange(subscriber_id=reader.id, requested_at=NOW, confirmed_at=NOW, **change))
    db.session.add(ErasedAddress(address_hash="b" * 64, erased_at=NOW))
    report = {"paragraph": 1, "quote": "a", "words": "Wrong.", "address": ADDRESS, "reported_at": NOW}
    db.session.add(ErrorReport(article_id=articles[0].id, **report))
