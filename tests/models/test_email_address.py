import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.models.email_address import (
    EmailAddress,
    NeedsUnicodeMail,
    NotAnAddress,
    display_address,
    parse_address,
    tidy_address,
)


@pytest.mark.parametrize(
    ("typed", "mail", "key"),
    [
        ("Ann@EXAMPLE.com", "Ann@example.com", "ann@example.com"),
        ("ann+news@bücher.example", "ann+news@xn--bcher-kva.example", "ann+news@xn--bcher-kva.example"),
        ("o'hara@news.example.com", "o'hara@news.example.com", "o'hara@news.example.com"),
    ],
)
def test_an_address_is_kept_as_mail_carries_it(typed: str, mail: str, key: str) -> None:
    assert parse_address(typed) == EmailAddress(mail, key)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Ann Lee <ann@example.com>", "ann@example.com"),
        ('"Lee, Ann" <ann@example.com>;', "ann@example.com"),
        ("<ann@example.com>", "ann@example.com"),
        ("mailto:ann@example.com", "ann@example.com"),
        ("MAILTO: Ann@example.com.", "Ann@example.com"),
        (" ann@example.com, ", "ann@example.com"),
        ("(ann@example.com)", "ann@example.com"),
        ("„ann@example.com“", "ann@example.com"),
        ("ann @ example.com", "ann@example.com"),
        ("ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ann@example.com"),
        ("ann＠example。com", "ann@example.com"),
        ("ann@example,com", "ann@example.com"),
        ("ann@example..com", "ann@example.com"),
        ("\u200bann@example.com\u200e", "ann@example.com"),
        ("o'hara+news@example.com", "o'hara+news@example.com"),
    ],
)
def test_what_stands_around_an_address_is_taken_off(typed: str, address: str) -> None:
    assert tidy_address(typed) == address
    assert parse_address(tidy_address(typed)).mail == address


@pytest.mark.parametrize(
    "typed", ["", "ann", "ann@example.com, bob@example.com", "Ann Lee ann@example.com", "<ann@a.com> <bob@b.com>", "@"]
)
def test_what_is_no_single_address_stays_as_it_was_typed(typed: str) -> None:
    assert tidy_address(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "ann@",
        "@example.com",
        "ann@localhost",
        "ann@example.com, bob@example.com",
        "Ann <ann@example.com>",
        "ann@example.com\nBcc: bob@example.com",
        "ann@[127.0.0.1]",
        '"ann b"@example.com',
        "ann@example.com.",
        "'; DROP TABLE subscribers; --@example.com",
        "<script>alert(1)</script>@example.com",
        "a" * 65 + "@example.com",
        "ann@" + "a" * 300 + ".com",
        "ann@" + ".".join(["bücher"] * 25) + ".example",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress):
        parse_address(typed)


@pytest.mark.parametrize("typed", ["müller@example.com", "οδός@example.gr", "بريد@example.com"])
def test_an_address_that_needs_unicode_mail_is_told_apart(typed: str) -> None:
    with pytest.raises(NeedsUnicodeMail):
        parse_address(typed)


def test_a_domain_is_shown_in_the_script_of_its_owner() -> None:
    assert display_address("ann@xn--bcher-kva.example") == "ann@bücher.example"


def test_a_stored_address_that_no_longer_parses_is_shown_as_it_is() -> None:
    assert display_address("ann@localhost") == "ann@localhost"


@given(st.text() | st.emails())
def test_any_text_is_an_address_in_ascii_or_refused(typed: str) -> None:
    try:
        address = parse_address(typed)
    except NotAnAddress:
        return

    assert address.mail.isascii()
    assert address.mail.isprintable()
    assert len(address.mail) <= 254
    assert " " not in address.mail
