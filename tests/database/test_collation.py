"""Names stand in the order of the site's language, the same on both databases."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from blog.database import db
from blog.database.collation import LETTERS, sort_key, tailoring
from blog.models import Topic
from blog.models.topic import topic_key
from tests.conftest import empty_database

NAMES = (
    "Zebra",
    "apple",
    "Änderungen",
    "Čeština",
    "Zürn",
    "de Vries",
    "Ärger",
    "Æ",
    "Їжак",
    "Яна",
    "中",
    "한",
    "🦆",
    "11",
    "2",
)
ORDERS = [
    ("en", "Änderungen apple Čeština Zebra Zürn ζ Єва Іван Їжак Яна"), ("sv-SE", "Anna Zorn Åsa Ärlig Örn"),
    ("cs", "Cyril Čapek Dana Havel Chalupa Igor"), ("es", "nz ñu o"), ("nn", "Zoe Ærø Øre Åse"),
    ("pl", "Lublin Łódź Ma"),
    ("tr", "halk Irak ırmak İzmir"), ("de", "Arger Ärger Arges Zoo"), ("et", "Saar Šš Zoo Žž Tartu Õun"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "order"), ORDERS)
def test_names_stand_in_the_order_of_the_language(language: str, order: str) -> None:
    assert sorted(sorted(order.split()), key=lambda name: sort_key(name, language)) == order.split()


def test_a_composed_and_a_decomposed_letter_stand_beside_each_other() -> None:
    assert sorted(["Z", "A\u030asb", "\u00c5sa"], key=lambda name: sort_key(name, "sv"))[1:] == [
        "\u00c5sa",
        "A\u030asb",
    ]


@pytest.mark.parametrize("code", LETTERS)
def test_each_letter_of_its_own_stands_after_the_one_before(code: str) -> None:
    for written, sorted_as in tailoring(code).items():
        before, after = sorted_as[0] + "zz", sorted_as[0] + "\u01c3" * 5
        assert sort_key(before, code) < sort_key(written, code) < sort_key(after, code)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.one_of(st.sampled_from(NAMES), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5))))
def test_both_databases_list_names_in_the_same_order(sqlite_app: Flask, postgres_app: Flask, names: set[str]) -> None:
    listed = sorted({topic_key(name): name for name in sorted(names)}.values())
    orders = []
    for app in (sqlite_app, postgres_app):
        with app.app_context():
            empty_database()
            rows = [{"name": name, "slug": str(place), "description": ""} for place, name in enumerate(listed)]
            for row in rows:
                db.session.execute(insert(Topic).values(row))
            orders.append(list(db.session.scalars(select(Topic.name).order_by(Topic.sort_key))))
            db.session.remove()

    assert orders[0] == orders[1] == sorted(listed, key=lambda name: sort_key(name, "en"))
