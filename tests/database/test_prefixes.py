"""Texts that begin with a prefix are found as ranges, in every script, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.database.prefixes import begins_with, bytewise, end_of_prefix
from blog.models import Subscriber
from tests.factories import make_subscriber

ADDRESSES = (
    "a%b@example.com",
    "a_b@example.com",
    "ab@example.com",
    "aé@example.com",
    "ünal@example.com",
    "\U0001f600@example.com",
)
PREFIXES = ("a", "a%", "a_", "ab@example.com", "aé", "ü", "\U0001f600", "z")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_what_begins_so_is_found_and_nothing_else(app: Flask, prefix: str) -> None:
    for address in ADDRESSES:
        make_subscriber(address)

    key = bytewise(Subscriber.address_key)
    found = db.session.scalars(
        select(Subscriber.address_key).where(begins_with(Subscriber.address_key, prefix)).order_by(key)
    )

    assert list(found) == sorted((one for one in ADDRESSES if one.startswith(prefix)), key=str.encode)


@pytest.mark.parametrize(
    ("prefix", "end"), [("ab", "ac"), ("\ud7ff", "\ue000"), ("a\U0010ffff", "b"), ("\U0010ffff", None)]
)
def test_the_end_of_a_prefix_is_a_text_that_utf_8_can_hold(prefix: str, end: str | None) -> None:
    assert end_of_prefix(prefix) == end
