"""What each column was taken for, what is not understood, and what stops its readers from being asked."""

from io import BytesIO

import pytest
from flask import Flask

from blog.subscriptions.import_export.column_survey import ListSurvey, check_mapping, survey_list
from blog.subscriptions.import_export.import_formats import open_list


@pytest.fixture(autouse=True)
def in_context(sqlite_app: Flask):
    with sqlite_app.app_context():
        yield


def survey(text: str, **mapped: str | None) -> ListSurvey:
    file = open_list(BytesIO(text.encode()))
    return survey_list(file.map_columns({int(place[1:]): name for place, name in mapped.items()}))


def test_each_column_has_its_examples() -> None:
    found = survey("Email,Joined,Phone,Fax\na@x.org,3/4/2021,1,\nb@x.org,3/14/2021,1,\nc@x.org,,2,NULL\n")

    assert [(one.name, one.filled, one.readable) for one in found.columns] == [
        ("address", 3, 3), ("requested_at", 2, 2), (None, 3, 3), (None, 0, 0),
    ]  # fmt: skip
    assert found.columns[2].examples == ["1", "2"]
    assert [one.is_day_first for one in found.columns] == [None, False, None, None]
    assert found.rows == 3


def test_a_state_that_is_not_understood_stops_the_asking() -> None:
    (reason,) = survey("email,status\na@x.org,gone fishing\nb@x.org,active\n").reasons_not_to_ask()

    assert "“gone fishing” (1)" in reason


@pytest.mark.parametrize(
    ("heading", "values", "stops"),
    [
        ("Newsletter status", ("x", "y"), True),
        ("Excluded by", ("x", "y"), True),
        ("Gruppe", ("aktiv", "abgemeldet"), True),
        ("type", ("regular", "unsubscribed"), True),
        ("Gruppe", ("aktiv", "Chor"), False),
        ("Paid", ("yes", "no"), False),
        ("Count", ("0", "1"), False),
        ("active_subscription", ("true", "false"), False),
        ("Newsletter status", ("", ""), False),
    ],
)
def test_an_unused_column_that_may_say_who_left_stops_the_asking(
    heading: str, values: tuple[str, str], stops: bool
) -> None:
    found = survey(f"email,{heading}\na@x.org,{values[0]}\nb@x.org,{values[1]}\n")

    assert bool(list(found.reasons_not_to_ask())) is stops


def test_a_wrong_meaning_is_an_error_beside_its_column() -> None:
    text = "email,town,other\na@x.org,Berlin,b@x.org\n"

    assert check_mapping(survey(text)) == {}
    assert "such as “Berlin”" in check_mapping(survey(text, c1="left_at"))[1]
    assert "another column" in check_mapping(survey(text, c2="address"))[2].casefold()
    assert list(check_mapping(survey(text, c0=None))) == [-1]
