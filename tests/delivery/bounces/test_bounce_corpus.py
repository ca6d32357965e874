"""Every refusal of the corpus, as the report of several mail systems and as a reply: verdict by verdict."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import pytest

from blog.delivery.bounces.report_parser import read_report
from blog.delivery.smtp.replies import Reply, is_hard_bounce
from blog.models import BounceKind
from tests.delivery.bounces.corpus.codeless import CODELESS
from tests.delivery.bounces.corpus.letters import LETTERS
from tests.delivery.bounces.corpus.providers import PROVIDERS
from tests.delivery.bounces.corpus.refusals import REFUSALS as COMMON
from tests.delivery.bounces.corpus.refusals import Refusal
from tests.delivery.bounces.corpus.shapes import SHAPES, Case

REFUSALS = [*COMMON, *PROVIDERS]
RECIPIENTS = ("anna@reader-domain.example", "o'brien.spam@blocked-house.example", "sender+full@policy.example")
SENDER = "news@news.example.org"
SHAPES_EACH = 4
"""Shapes that each refusal comes in; together all refusals come in all."""


def cases() -> Iterator[tuple[str, bytes, Case]]:
    for number, refusal in enumerate(REFUSALS):
        case = Case(refusal, RECIPIENTS[number % len(RECIPIENTS)], SENDER)
        for step in range(SHAPES_EACH):
            shape = SHAPES[(number * SHAPES_EACH + step) % len(SHAPES)]
            yield shape.__name__, shape(case), case


def test_the_corpus_is_large_and_meets_every_shape() -> None:
    names = Counter(name for name, _, _ in cases())

    assert names.total() >= 300
    assert len(names) == len(SHAPES)
    assert len({refusal.said() for refusal in REFUSALS}) == len(REFUSALS)


def test_every_report_is_read_with_its_true_verdict() -> None:
    wrong = []
    for name, data, case in cases():
        report = read_report(data)
        found = (report.kind, case.recipient in report.recipients) if report else None
        if found != (case.refusal.truth, True):
            wrong.append((name, case.said, found))

    assert wrong == []


def reply_to(refusal: Refusal, recipient: str) -> bool:
    said = Case(refusal, recipient, SENDER).said
    reply = Reply(int(said[:3]), said[4:])
    return is_hard_bounce(reply, recipient=recipient, own_domains=frozenset({"news.example.org"}))


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_every_reply_while_sending_has_its_true_verdict(recipient: str) -> None:
    wrong = [
        refusal.said() for refusal in REFUSALS if reply_to(refusal, recipient) is not (refusal.truth is BounceKind.HARD)
    ]

    assert wrong == []


@pytest.mark.parametrize(("data", "truth"), CODELESS.values(), ids=CODELESS)
def test_reports_without_a_code_are_read_by_their_words(data: bytes, truth: BounceKind | None) -> None:
    report = read_report(data)

    assert (report.kind if report else None) is truth
    assert report is None or "anna@reader-domain.example" in report.recipients


def test_a_verdict_does_not_depend_on_capitals_or_line_ends() -> None:
    for _, data, case in islice(cases(), 0, None, 7):
        shouted = read_report(data.replace(b"\n", b"\r\n"))

        assert shouted is not None
        assert shouted.kind is case.refusal.truth


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_of_any_provider_is_read_with_the_verdict_of_its_reply(name: str) -> None:
    few = [Refusal("550", "", "Requested action not taken: mailbox unavailable", BounceKind.HARD)]
    few += [Refusal("550", "5.1.1", "User unknown", BounceKind.HARD), *COMMON[::17]]
    few += [Refusal("550", "", "{ip} is on our block list", BounceKind.SOFT)]
    wrong = []
    for case in (Case(refusal, RECIPIENTS[0], SENDER) for refusal in few if refusal.basic in {"550", "552", "554"}):
        report = read_report(LETTERS[name].about(case))
        found = (report.kind, case.recipient in report.recipients) if report else None
        if found != (case.refusal.truth, True):
            wrong.append((case.said, found))

    assert wrong == []
