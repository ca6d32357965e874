"""The table of failures: complete, sourced, and the first rule decides."""

import re

import pytest

from blog.delivery.smtp.failure_rules import HARD, RULES, SOFT, find_rule


def test_every_rule_has_valid_patterns_and_a_source() -> None:
    assert all(re.compile(rule.status) and re.compile(rule.basic) for rule in RULES)
    assert all(rule.source for rule in RULES)


@pytest.mark.parametrize("status", ["", "5.1.1", "5.7.1", "4.2.2", "5.99.99", "nonsense"])
@pytest.mark.parametrize("basic", ["", "550", "421", "999"])
def test_everything_is_a_case(status: str, basic: str) -> None:
    assert find_rule(status, basic, "words that nobody knows").kind in {HARD, SOFT}


@pytest.mark.parametrize(
    "status", ["5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.1", "5.4.4", ""]
)
@pytest.mark.parametrize(
    "text",
    [
        "sender refused",
        "your account is disabled",
        "ip-number is not allowed",
        "spf failed",
        "dmarc",
        "policy",
        "on a block list",
        "rate limit",
        "verification failed",
        "mailbox is full",
        "authentication required",
    ],
)
def test_words_about_others_outweigh_every_code(status: str, text: str) -> None:
    assert find_rule(status, "550", f"user unknown: {text}").kind is SOFT


@pytest.mark.parametrize("status", ["5.1.0", "5.1.3", "5.2.1", "5.4.1", "5.4.4", ""])
def test_codes_that_may_mean_others_need_words_about_the_reader(status: str) -> None:
    assert find_rule(status, "550", "refused").kind is SOFT
