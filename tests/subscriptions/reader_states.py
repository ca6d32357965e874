"""Readers in every state, and the doors at which they may knock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.database import db
from blog.models import Frequency, Subscriber, SubscriberState, Suppression, Topic
from blog.subscriptions.erasure import erase_reader
from blog.web.addresses.links import CONFIRM, ERASURE, PREFERENCES
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp
from tests.factories import make_follow, make_subscriber

ANN = "ann@example.com"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
PENDING = {"state": SubscriberState.PENDING, "confirmed_at": None}


def left(minutes: int) -> dict[str, Any]:
    return {"state": SubscriberState.LEFT, "left_at": read_clock() - timedelta(minutes=minutes)}


def stopped(reason: Suppression) -> dict[str, Any]:
    return {"suppressed_at": read_clock() - timedelta(days=1), "suppression": reason, "suppression_words": "550 no"}


STATES: dict[str, dict[str, Any] | None] = {
    "unknown": None,
    "erased": {},
    "pending": PENDING,
    "confirmed": {},
    "German": {"language": "de"},
    "topics only": {"site_frequency": None},
    "paused": {"paused_until": read_clock() + timedelta(days=9)},
    "imported": {"consent_form": "import", "consent_wording": "Taken over from another list; no wording is known."},
    "bounced": stopped(Suppression.HARD_BOUNCE),
    "often refused": stopped(Suppression.SOFT_BOUNCES),
    "complained": stopped(Suppression.COMPLAINT),
    "stopped by the desk": stopped(Suppression.OPERATOR),
    "pending, bounced": {**PENDING, **stopped(Suppression.HARD_BOUNCE)},
    "left": left(5),
    "left, German": {**left(500), "language": "de"},
    "left long ago": left(500),
    "cancelled": {**left(5), "confirmed_at": None},
    "left, complained": {**left(5), **stopped(Suppression.COMPLAINT)},
}


@dataclass(frozen=True)
class Knock:
    """One reader at one door; the keys are those of a reader who may be gone."""

    client: FlaskClient
    topic: Topic
    reader_id: int
    key: str
    request_key: str

    @property
    def home(self) -> str:
        return f"/subscriptions/{links().seal(PREFERENCES, [self.reader_id, self.key])}"

    @property
    def confirm(self) -> str:
        return f"/subscriptions/confirm/{links().sign(CONFIRM, [self.reader_id, self.request_key])}"

    @property
    def erase(self) -> str:
        return f"/subscriptions/erase/{links().sign(ERASURE, [self.reader_id, self.key])}"

    @property
    def unfollow(self) -> str:
        return f"{self.home}/unfollow/topic/{self.topic.id}"

    def subscribe(self, **more: str) -> TestResponse:
        return self.client.post("/subscribe", data={"address": ANN, "stamp": stamp(), "frequency": "instant", **more})

    def confirm_twice(self) -> TestResponse:
        self.client.post(self.confirm)
        return self.client.post(self.confirm)


def stamp() -> str:
    return make_timestamp(links(), read_clock() - timedelta(minutes=1))


def make_knock(client: FlaskClient, topic: Topic, state: str) -> Knock:
    """Make the reader of *state*, who follows *topic* once confirmed."""
    values = STATES[state]
    reader = make_subscriber(ANN, **(values or {}))
    knock = Knock(client, topic, reader.id, reader.key, reader.request_key)
    if values is None:
        db.session.delete(reader)
    elif state == "erased":
        erase_reader(db.session, reader, "s" * 40, read_clock(), by=None, by_reader=True)
    elif reader.state is not SubscriberState.PENDING:
        make_follow(reader, topic_id=topic.id, frequency=Frequency.DAILY)
    db.session.commit()
    return knock


Door = Callable[[Knock], TestResponse]
PUBLIC_DOORS: dict[str, Door] = {
    "subscribe": lambda at: at.subscribe(),
    "subscribe to a topic": lambda at: at.subscribe(topic=at.topic.slug, about="this", frequency="daily"),
    "send link": lambda at: at.client.post("/subscribe/link", data={"address": ANN, "stamp": stamp()}),
}
DOORS: dict[str, Door] = {
    **PUBLIC_DOORS,
    "open confirm": lambda at: at.client.get(at.confirm),
    "confirm": lambda at: at.client.post(at.confirm),
    "confirm twice": lambda at: at.confirm_twice(),
    "open preferences": lambda at: at.client.get(at.home),
    "save preferences": lambda at: at.client.post(at.home, data={"name": "Ann", "was_name": ""}),
    "pause": lambda at: at.client.post(
        f"{at.home}/pause", data={"until": f"{read_clock() + timedelta(days=99):%Y-%m-%d}"}
    ),
    "resume": lambda at: at.client.post(f"{at.home}/resume", data={"resume": "1"}),
    "new address": lambda at: at.client.post(f"{at.home}/address", data={"address": "bea@example.com"}),
    "open leave": lambda at: at.client.get(f"{at.home}/leave"),
    "leave": lambda at: at.client.post(f"{at.home}/leave"),
    "one-click leave": lambda at: at.client.post(f"{at.home}/leave", data=ONE_CLICK),
    "undo": lambda at: at.client.post(f"{at.home}/undo"),
    "open unfollow": lambda at: at.client.get(at.unfollow),
    "unfollow": lambda at: at.client.post(at.unfollow),
    "one-click unfollow": lambda at: at.client.post(at.unfollow, data=ONE_CLICK),
    "receipt": lambda at: at.client.get(f"{at.home}/receipt"),
    "receipt as JSON": lambda at: at.client.get(f"{at.home}/receipt.json"),
    "data": lambda at: at.client.get(f"{at.home}/data.txt"),
    "data as JSON": lambda at: at.client.get(f"{at.home}/data.json"),
    "open erasure": lambda at: at.client.get(f"{at.home}/erase"),
    "ask for erasure": lambda at: at.client.post(f"{at.home}/erase"),
    "open erase": lambda at: at.client.get(at.erase),
    "erase": lambda at: at.client.post(at.erase),
}


def state_now() -> str:
    """Return the state of Ann, "" when she is unknown."""
    db.session.rollback()
    reader = db.session.scalars(Subscriber.by_address(ANN)).one_or_none()
    return reader.state.value if reader else ""
