"""Each outcome and each kind of loss has words at the desk."""

from flask import Flask

from blog.operations.moving_in.all_sources import SOURCES
from blog.operations.moving_in.at_desk.report_labels import (
    KILLED,
    LOSS_LABELS,
    OUTCOME_LABELS,
    PROGRAM_LABELS,
    label_source,
    say_problem,
)
from blog.operations.moving_in.imported_items import LossKind
from blog.operations.moving_in.moving_report import Outcome


def test_nothing_is_without_words() -> None:
    assert set(LOSS_LABELS) == set(LossKind)
    assert set(OUTCOME_LABELS) == set(Outcome)
    assert {source.name for source in SOURCES} <= set(PROGRAM_LABELS)


def test_a_source_is_named_as_people_know_it() -> None:
    assert label_source("wordpress old.example.org") == "WordPress, old.example.org"
    assert label_source("pelican") == "Pelican"


def test_a_problem_is_a_sentence(app: Flask) -> None:
    assert say_problem(KILLED).startswith("The server ended this")
    assert say_problem("The archive is damaged.") == "The archive is damaged."
