import pytest

from blog.config.checks import value_faults
from blog.config.settings import Settings
from blog.config.value_checks import MAX_BOUNCE_NAME
from blog.delivery.composing.verp import bounce_address, read_bounce_address

SECRET = "s" * 40
ADDRESS = "bounces@news.example.org"


@pytest.mark.parametrize("delivery_id", [1, 35, 36, 1295, 1296, 10**9, 2**63 - 1])
def test_an_address_names_its_delivery(delivery_id: int) -> None:
    text = bounce_address(SECRET, ADDRESS, delivery_id)

    assert read_bounce_address(SECRET, text) == delivery_id
    assert read_bounce_address(SECRET, f" <{text}>\r\n") == delivery_id
    assert text.startswith("bounces+")
    assert text.endswith("@news.example.org")


def test_a_server_that_changes_the_case_loses_nothing() -> None:
    assert read_bounce_address(SECRET, bounce_address(SECRET, ADDRESS, 1234567).upper()) == 1234567


def test_an_address_of_another_site_is_not_ours() -> None:
    assert read_bounce_address("t" * 40, bounce_address(SECRET, ADDRESS, 7)) is None


def test_the_longest_local_part_still_fits() -> None:
    text = bounce_address(SECRET, "b" * MAX_BOUNCE_NAME + "@example.org", 2**63 - 1)

    assert len(text.partition("@")[0]) <= 64
    assert read_bounce_address(SECRET, text) == 2**63 - 1


def test_a_mailbox_with_a_plus_of_its_own_works() -> None:
    assert read_bounce_address(SECRET, bounce_address(SECRET, "news+bounces@example.org", 7)) == 7


def forge(delivery_id: str) -> str:
    mac = bounce_address(SECRET, ADDRESS, 7).partition("-")[2]
    return f"bounces+{delivery_id}-{mac}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@",
        ADDRESS,
        "bounces+7@news.example.org",
        "bounces+7-@news.example.org",
        "bounces+7-0123456789abcdef@news.example.org",
        forge("8"),
        forge("07"),
        forge("７"),
        forge("7" * 14),
        forge("zzzzzzzzzzzzz"),
        forge("-7"),
        bounce_address(SECRET, ADDRESS, 0),
        bounce_address(SECRET, ADDRESS, 7) + "\0",
        bounce_address(SECRET, ADDRESS, 7) + ", x@example.org",
        "\ud800" + bounce_address(SECRET, ADDRESS, 7),
        "a" * 1_000_000,
        "+" * 390,
    ],
)
def test_what_we_did_not_write_is_nobody(text: str) -> None:
    assert read_bounce_address(SECRET, text) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [("b" * 34 + "@example.org", "too long"), ("no address", "must be like"), ("a@b@c", "must be like")],
)
def test_a_bounce_address_that_cannot_work_keeps_the_blog_from_starting(address: str, words: str) -> None:
    faults = value_faults(Settings(mail_bounce_address=address))

    assert [words in fault for fault in faults] == [True]


def test_a_sender_that_is_no_address_keeps_the_blog_from_starting() -> None:
    faults = [
        value_faults(Settings(mail_default_sender=text, mail_bounce_address=ADDRESS)) for text in ("News", "ü@x.y")
    ]

    assert [len(found) for found in faults] == [1, 1]
