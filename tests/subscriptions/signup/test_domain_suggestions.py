"""Mistyped mail domains: what is suggested, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.subscriptions.signup.domain_suggestions import (
    MAIL_DOMAINS,
    MIN_FUZZY_LENGTH,
    MISTYPED_ENDINGS,
    SIMILAR_DOMAINS,
    suggest_address,
    suggest_domain,
)

LONG = [domain for domain in MAIL_DOMAINS if len(domain) >= MIN_FUZZY_LENGTH]
ABROAD = ["hotmail.se", "hotmail.dk", "hotmail.gr", "yahoo.gr", "yahoo.com.br", "yahoo.co.jp", "live.nl", "outlook.at"]
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ann@gmial.com", "ann@gmail.com"),
        ("ann@gmail.con", "ann@gmail.com"),
        ("Ann+News@Gmial.con", "Ann+News@gmail.com"),
        ("ann@hotnail.com", "ann@hotmail.com"),
        ("ann@gmx.nett", "ann@gmx.net"),
        ("ann@gmx.ed", "ann@gmx.de"),
        ("ann@web.d", "ann@web.de"),
        ("ann@wbe.de", "ann@web.de"),
        ("ann@web.dee", "ann@web.de"),
        ("ann@urk.net", "ann@ukr.net"),
        ("ann@ukr.nte", "ann@ukr.net"),
        ("ann@mial.ru", "ann@mail.ru"),
        ("ann@sezman.cz", "ann@seznam.cz"),
        ("ann@qq.con", "ann@qq.com"),
        ("ann@telnet.be", "ann@telenet.be"),
        ("ann@gmail.de", "ann@gmail.com"),
        ("ann@gmail.co.uk", "ann@gmail.com"),
        ("ann@gmail.com.br", "ann@gmail.com"),
        ("ann@aol.cmo", "ann@aol.com"),
        ("ann@yahoo.cim", "ann@yahoo.com"),
    ],
)
def test_a_slip_of_a_usual_domain_is_suggested_right(typed: str, meant: str) -> None:
    assert suggest_address(typed) == meant


@pytest.mark.parametrize(
    "domain", [*sorted({*MAIL_DOMAINS, *SIMILAR_DOMAINS}), "example.org", "bücher.de", "a.co", "", *ABROAD]
)
def test_what_is_right_or_unknown_is_left_alone(domain: str) -> None:
    assert suggest_domain(domain) is None


@given(st.sampled_from(LONG), st.data())
def test_each_single_slip_is_seen(domain: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, domain.index(".") - 2))
    left_out = domain[:place] + domain[place + 1 :]
    doubled = domain[:place] + domain[place] + domain[place:]
    replaced = domain[:place] + data.draw(LETTERS) + domain[place + 1 :]
    swapped = domain[:place] + domain[place + 1] + domain[place] + domain[place + 2 :]

    for typed in {left_out, doubled, replaced, swapped} - {*MAIL_DOMAINS, *SIMILAR_DOMAINS}:
        assert suggest_domain(typed) in MAIL_DOMAINS


@pytest.mark.parametrize("ending", sorted(MISTYPED_ENDINGS))
def test_each_wrong_ending_is_seen(ending: str) -> None:
    domains = [domain for domain in MAIL_DOMAINS if domain.endswith(f".{ending}")]
    slips = {f"{domain.removesuffix(ending)}{slip}": domain for domain in domains for slip in MISTYPED_ENDINGS[ending]}

    wrong = {typed: suggest_domain(typed) for typed, meant in slips.items() if suggest_domain(typed) != meant}

    assert set(wrong) <= SIMILAR_DOMAINS
