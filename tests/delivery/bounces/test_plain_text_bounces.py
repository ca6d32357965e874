import pytest

from blog.delivery.bounces.mime_parts import HeaderFields
from blog.delivery.bounces.plain_text_bounces import cut_returned_message, find_diagnostic, read_plain_text

HEAD = HeaderFields("From: Mail Delivery System <MAILER-DAEMON@relay.example>\nSubject: Undelivered Mail")
TEXT = (
    "This is the mail system at host relay.example.\n\n<reader@my-domain.example>: host said:\n    550 5.1.1 Unknown\n"
)


def test_status_words_and_address_are_read() -> None:
    status, diagnostic, addresses = read_plain_text(HEAD, TEXT) or ("", "", [])

    assert (status, diagnostic.strip(), addresses) == ("5.1.1", "550 5.1.1 Unknown", ["reader@my-domain.example"])


@pytest.mark.parametrize(
    ("head", "text"),
    [
        ("From: Ann <ann@example.com>\nSubject: Undelivered Mail", TEXT),
        ("From: MAILER-DAEMON@relay.example\nSubject: Warning: delayed", TEXT),
        (
            "From: MAILER-DAEMON@relay.example",
            TEXT.replace("<reader@my-domain.example>", "someone").replace("550 5.1.1 ", ""),
        ),
        (
            "From: MAILER-DAEMON@relay.example",
            TEXT.replace("550 5.1.1 Unknown", "Your message has not been delivered yet"),
        ),
        ("From: MAILER-DAEMON@relay.example", "Greetings to a@my-domain.example.\n\n550 people came."),
        (
            "From: Mail Delivery <x@relay.example>\nSubject: Please answer",
            "Your message could not be delivered to a@x.example yet.\n\nUse this link to verify your message.",
        ),
    ],
)
def test_without_sender_form_code_or_address_it_is_no_bounce(head: str, text: str) -> None:
    assert read_plain_text(HeaderFields(head), text) is None


def test_the_returned_message_is_not_read() -> None:
    text = cut_returned_message(
        f"{TEXT}\n------ This is a copy of the message ------\n\nSubject: 550 5.7.1 in a headline"
    )

    assert "headline" not in text
    assert "Unknown" in text


def test_the_diagnostic_is_the_paragraph_with_a_code_from_that_line_on() -> None:
    assert (
        find_diagnostic("Sorry.\n\nreader@example.com\n552 5.2.2 Full\nfor good\n\n550 later")
        == "552 5.2.2 Full for good"
    )
    assert find_diagnostic("Sorry, it did not work.") == ""


@pytest.mark.parametrize(
    "words",
    [
        "Meddelandet kunde inte levereras till:",
        "Zprávu se nepodařilo doručit:",
        "Не вдалося доставити повідомлення:",
        "تعذر تسليم الرسالة إلى:",
        "Ez a levél:",
    ],
)
def test_whatever_its_language_a_report_with_a_servers_reply_is_read(words: str) -> None:
    found = read_plain_text(HEAD, f"{words}\n\nreader@my-domain.example\n550 5.1.1 User unknown\n")

    assert found
    assert (found[0], found[2]) == ("5.1.1", ["reader@my-domain.example"])
