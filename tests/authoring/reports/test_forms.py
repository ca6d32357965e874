"""The form that closes a report: its choices, and what a correction needs."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.authoring.reports.forms import ClosingForm, closed_message
from blog.models import ReportOutcome
from tests.databases import on_sqlite


def closing(**fields: str) -> ClosingForm:
    """Return the form with *fields* for somebody who may correct."""
    form = ClosingForm(formdata=MultiDict(fields), meta={"csrf": False})
    form.set_outcomes(may_correct=True)
    return form


@pytest.mark.parametrize("may_correct", [True, False])
@on_sqlite
def test_only_who_may_correct_is_offered_a_correction(app: Flask, may_correct: bool) -> None:
    with app.test_request_context():
        form = closing()
        form.set_outcomes(may_correct=may_correct)
        offered = {choice.value for choice in form.outcome.choices}

    assert (ReportOutcome.CORRECTED in offered) is may_correct
    assert {ReportOutcome.CHANGED, ReportOutcome.REJECTED} <= offered


@pytest.mark.parametrize(
    ("fields", "is_valid"),
    [
        ({"outcome": "rejected"}, True),
        ({"outcome": "open"}, False),
        ({"outcome": "corrected", "kind": "correction"}, False),
        ({"outcome": "corrected", "kind": "correction", "new_wording": "Monday"}, True),
    ],
)
@on_sqlite
def test_a_correction_must_be_complete_and_nothing_else_needs_words(
    app: Flask, fields: dict[str, str], is_valid: bool
) -> None:
    with app.test_request_context():
        form = closing(**fields)

        assert form.validate() is is_valid
        assert not is_valid or (form.to_decision().correction is not None) is (fields["outcome"] == "corrected")


@on_sqlite
def test_the_message_says_whether_the_reader_gets_an_answer(app: Flask) -> None:
    messages = [
        closed_message(is_answered=is_answered, had_address=had_address)
        for is_answered, had_address in ((True, True), (False, True), (False, False))
    ]

    assert "one message" in messages[0]
    assert "No message goes out" in messages[1]
    assert messages[2] == "The report is closed."
