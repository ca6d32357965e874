"""Deletion of readers: nothing names the address afterwards, and no list brings it back."""

import re
from contextlib import suppress
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from threading import Timer
from zlib import compress, decompress, error

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session

from blog.database import db
from blog.delivery.outbox import enqueue
from blog.models import (
    AddressChange,
    AuditEvent,
    Bounce,
    BounceKind,
    Delivery,
    DeliveryState,
    ErrorReport,
    FollowRequest,
    Frequency,
    ListUpload,
    PreviewLink,
    Remark,
    SkipReason,
    Subscriber,
    SubscriberState,
    Suppression,
)
from blog.subscriptions.erasure import MessageInFlight, delete_unconfirmed, erase_reader
from blog.subscriptions.import_export.csv_import import ImportOptions, import_list
from blog.subscriptions.import_export.import_formats import open_list
from blog.subscriptions.signup_limits import take_mail_quota
from tests.databases import on_postgres
from tests.delivery.mail_factories import alert_for
from tests.factories import NOW, make_article, make_follow, make_person, make_remark, make_subscriber, save

SECRET, MONTH = "only-for-the-tests", timedelta(days=30)
ANN = "Ann@Example.com"


def furnish() -> Subscriber:
    """Make a reader whose addresses stand in every table that can hold one."""
    ann = make_subscriber(ANN, name="Ann Lee", new_address="next@example.com", change_key="c")
    sent = alert_for()
    sent.subscriber, sent.address, sent.state = ann, ANN, DeliveryState.REFUSED
    sent.answer = f"550 5.1.1 <{ANN}> unknown"
    enqueue(db.session, "confirmation", ann, NOW)
    make_follow(ann, article=make_article())
    change = {"old_address": "old@example.com", "new_address": ANN, "old_key": "k"}
    save(AddressChange(subscriber_id=ann.id, requested_at=NOW, confirmed_at=NOW, **change))
    wording = {"consent_wording": "Yes.", "consent_form": "/", "frequency": Frequency.DAILY, "key": "k"}
    save(FollowRequest(subscriber=ann, requested_at=NOW, **wording))
    about = {"source": "pipe", "words": f"<{ANN}> is no more", "received_at": NOW}
    save(Bounce(kind=BounceKind.HARD, delivery_id=sent.id, digest="1", **about))
    save(Bounce(kind=BounceKind.HARD, subscriber_id=ann.id, digest="2", **about))
    report = save(ErrorReport(article=make_article(), paragraph=1, words="Wrong.", address=ANN, reported_at=NOW))
    enqueue(db.session, "report_answer", report, NOW, address="ann@example.com")
    words = f"Ask ann@example.com (or {ANN.upper()}), not joann@example.com."
    link = save(PreviewLink(article=make_article(), key="k", label=ANN, created_at=NOW, expires_at=NOW + MONTH))
    make_remark(link, name=ANN, words=words)
    save(ErrorReport(article=make_article(), paragraph=1, words=words, answer=words, reported_at=NOW))
    save(Bounce(kind=BounceKind.SOFT, digest="3", source="pipe", words=f"<{ANN}> is full", received_at=NOW))
    save(ListUpload(person_id=make_person(name="Al").id, uploaded_at=NOW, data=compress(ANN.encode())))
    db.session.commit()
    return ann


def tables_that_name(*words: str) -> set[str]:
    """Return the tables with a value of any kind that holds one of *words*, in any case; a dump of the database."""
    sign, found = re.compile("|".join(rf"(?<!jo){re.escape(word)}" for word in words)), set()
    names = inspect(db.session.connection()).get_table_names()
    for name in names:
        rows = db.session.execute(text(f'SELECT * FROM "{name}"')).all()
        if any(sign.search(read_value(value)) for row in rows for value in row):
            found.add(name)
    return found


def read_value(value: object) -> str:
    """Return *value* in small letters, unpacked if it is a compressed file."""
    if isinstance(value, bytes | memoryview):
        data = bytes(value)
        with suppress(error):
            data = decompress(data)
        return data.decode("utf-8", "replace").casefold()
    return str(value).casefold()


def test_after_the_deletion_nothing_names_the_address(app: Flask) -> None:
    ann, words = furnish(), ("ann@", "ann lee", "old@example", "next@example")
    before = tables_that_name(*words)

    erase_reader(db.session, ann, SECRET, NOW, by=make_person(name="Bo"))
    db.session.commit()

    held = {"subscribers", "address_changes", "deliveries", "bounces", "error_reports", "remarks", "list_uploads"}
    assert before - {"reader_search"} == held | {"preview_links"}
    assert tables_that_name(*words) == set()


def test_nothing_is_left_of_an_address_and_its_local_part(app: Flask) -> None:
    reader = make_subscriber("Zebedee.Quux@example.com")
    first = address_of_signup(reader)
    before = tables_that_name("zebedee.quux")

    erase_reader(db.session, reader, SECRET, NOW, by=None, by_reader=True)
    db.session.commit()

    assert first
    assert before >= {"subscribers", "deliveries", "error_reports", "remarks", "bounces"}
    assert tables_that_name("zebedee", "quux") == set()
    assert no_file_names(app, b"zebedee")


def address_of_signup(reader: Subscriber) -> str:
    """Write the address of *reader* wherever a reader, a stranger or a server can, and return it."""
    address = reader.address
    alert = alert_for()
    alert.subscriber, alert.address, alert.answer = reader, address, f"452 <{address}>"
    alert.state = DeliveryState.BOUNCED
    take_mail_quota(db.session, reader.address_key, SECRET, NOW)
    for kind in ("confirmation", "subscribed", "erasure"):
        enqueue(db.session, kind, reader, NOW)
    report = {"article": make_article(), "paragraph": 1, "reported_at": NOW, "address": address.lower()}
    save(ErrorReport(**report, words=f"I am {address}.", answer=f"Dear {address}"))
    link = save(PreviewLink(article=make_article(), key="k", created_at=NOW, expires_at=NOW + MONTH))
    make_remark(link, name=address, words=f"mailto:{address}", answer=address.upper())
    save(Bounce(kind=BounceKind.HARD, digest="1", source="imap", words=f"{address}: no such user", received_at=NOW))
    reader.suppression_words = f"<{address}> gone"
    db.session.commit()
    return address


def no_file_names(app: Flask, word: bytes) -> bool:
    """Return whether no file of the instance, pictures and captured mail among them, holds *word*."""
    files = [file for file in Path(app.instance_path).rglob("*") if file.is_file() and "sqlite" not in file.name]
    return not any(word in file.read_bytes().lower() for file in files)


def test_words_about_another_address_stay(app: Flask) -> None:
    erase_reader(db.session, furnish(), SECRET, NOW, by=None)
    db.session.commit()

    words = db.session.scalars(select(Remark.words)).all()
    assert words == ["Ask [address] (or [address]), not joann@example.com."]


def test_who_asked_for_the_address_of_another_takes_nothing_from_its_owner(app: Flask) -> None:
    thief = make_subscriber("thief@example.com", new_address="bob@example.com", change_key="c")
    save(ErrorReport(article=make_article(), paragraph=1, words="x", address="bob@example.com", reported_at=NOW))
    erase_reader(db.session, thief, SECRET, NOW, by=None, by_reader=True)
    db.session.commit()

    assert db.session.scalars(select(ErrorReport.address)).all() == ["bob@example.com"]


def test_counts_of_alerts_stay_and_what_waits_is_not_sent(app: Flask) -> None:
    other = make_subscriber("other@example.com")
    waiting = enqueue(db.session, "confirmation", other, NOW)
    erase_reader(db.session, furnish(), SECRET, NOW, by=None)
    db.session.commit()

    states = db.session.execute(select(Delivery.state, Delivery.reason, Delivery.kind).order_by(Delivery.kind)).all()
    skipped = (DeliveryState.SKIPPED, SkipReason.ERASED)
    assert (DeliveryState.REFUSED, None, "alert") in states
    assert (*skipped, "confirmation") in states
    assert (*skipped, "report_answer") in states
    assert (waiting.state, waiting.address) == (DeliveryState.WAITING, "other@example.com")
    assert db.session.scalars(select(AuditEvent.subject)).all() == [""]


def test_no_list_brings_the_address_back_and_its_owner_may(app: Flask) -> None:
    erase_reader(db.session, furnish(), SECRET, NOW, by=None)
    options = ImportOptions(NOW, send_confirmations=True, secret=SECRET)

    (report,) = import_list(db.session, open_list(BytesIO(b"email\nANN@example.com\nbob@example.com\n")), options)

    assert (report.erased, report.new["pending"], report.known, report.confirmations) == (1, 1, 0, 1)
    assert make_subscriber(ANN).is_confirmed


def test_a_message_on_its_way_is_waited_for(app: Flask) -> None:
    ann = make_subscriber(ANN)
    enqueue(db.session, "confirmation", ann, NOW).state = DeliveryState.SENDING
    db.session.commit()

    with pytest.raises(MessageInFlight):
        erase_reader(db.session, ann, SECRET, NOW, by=None)


@on_postgres
def test_a_message_that_a_worker_takes_at_that_moment_is_waited_for(app: Flask) -> None:
    ann = make_subscriber(ANN)
    message = enqueue(db.session, "confirmation", ann, NOW)
    db.session.commit()
    ids = ann.id, message.id
    with Session(db.engine) as worker:
        worker.get_one(Delivery, ids[1]).state = DeliveryState.SENDING
        worker.flush()
        timer = Timer(0.1, worker.commit)
        timer.start()

        with pytest.raises(MessageInFlight):
            erase_reader(db.session, db.session.get_one(Subscriber, ids[0]), SECRET, NOW, by=None)

        timer.join()


def test_an_answer_to_a_report_on_its_way_to_the_address_is_waited_for(app: Flask) -> None:
    ann = furnish()
    answer = db.session.scalars(select(Delivery).where(Delivery.kind == "report_answer")).one()
    answer.state = DeliveryState.SENDING
    db.session.commit()

    with pytest.raises(MessageInFlight):
        erase_reader(db.session, ann, SECRET, NOW, by=None)


def ask(when: datetime, **more: object) -> Subscriber:
    """Make a sign-up that was asked to confirm at *when*."""
    values = {"state": SubscriberState.PENDING, "confirmed_at": None, "requested_at": when, **more}
    reader = make_subscriber(**values)
    mail = enqueue(db.session, "confirmation", reader, when)
    mail.state = DeliveryState.ACCEPTED
    db.session.commit()
    return reader


def test_sign_ups_that_were_never_confirmed_go_in_steps_and_all_others_stay(app: Flask) -> None:
    old = NOW - timedelta(days=31)
    for _number in range(3):
        ask(old)
    kept = [
        ask(NOW - timedelta(days=29)),
        ask(old, state=SubscriberState.CONFIRMED),
        ask(old, state=SubscriberState.LEFT),
        ask(old, suppressed_at=NOW, suppression=Suppression.HARD_BOUNCE),
        make_subscriber(state=SubscriberState.PENDING, requested_at=old, confirmed_at=None),
    ]
    again, waiting = ask(old), ask(old)
    enqueue(db.session, "confirmation", again, NOW)
    db.session.scalars(select(Delivery).where(Delivery.subscriber_id == waiting.id)).one().state = DeliveryState.WAITING
    db.session.commit()

    steps = [delete_unconfirmed(db.session, NOW, MONTH, 2) for _step in range(2)]

    assert steps == [True, False]
    left = set(db.session.scalars(select(Subscriber.id)))
    assert left == {one.id for one in [*kept, again, waiting]}
    assert db.session.scalar(select(func.count()).where(Delivery.address == "")) == 3


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("Ann.B@Example.com", "ANN.B@example.com"),
        ("max+news@xn--mnchen-3ya.de", "Max+News@xn--mnchen-3ya.de"),
        ("max+news@xn--mnchen-3ya.de", "MAX+NEWS@M\u00dcNCHEN.DE"),
    ],
)
def test_an_address_in_other_letters_is_the_same_address(app: Flask, address: str, written: str) -> None:
    reader, soon = make_subscriber(address), NOW + MONTH
    sender = written if written.isascii() else None
    about = {"article": make_article(), "paragraph": 1, "reported_at": NOW}
    report = save(ErrorReport(**about, words=f"Ask {written}.", answer=f"Dear <{written}>", address=sender))
    enqueue(db.session, "report_answer", report, NOW, address=sender or "other@example.net")
    save(PreviewLink(article=make_article(), key="k", label=f"For {written}", created_at=NOW, expires_at=soon))

    erase_reader(db.session, reader, SECRET, NOW, by=None, by_reader=True)
    db.session.commit()

    assert tables_that_name(address, written.casefold()) == set()


def test_others_with_the_same_beginning_keep_theirs(app: Flask) -> None:
    reader, words = make_subscriber("info@example.com"), "Ask info@example.com.au or INFO@example.org."
    about = {"article": make_article(), "paragraph": 1, "reported_at": NOW}
    report = save(ErrorReport(**about, words=words, answer=words, address="info@example.org"))

    erase_reader(db.session, reader, SECRET, NOW, by=None, by_reader=True)
    db.session.commit()

    db.session.expire_all()
    kept = db.session.get_one(ErrorReport, report.id)
    assert (kept.words, kept.answer, kept.address) == (words, words, "info@example.org")
