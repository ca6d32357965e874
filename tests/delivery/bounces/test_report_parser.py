"""The parser, against real-shaped reports and against hostile ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.delivery.bounces.report_parser import BounceReport, read_report
from blog.models import BounceKind
from tests.timing import do_within

HARD, SOFT, COMPLAINT = BounceKind.HARD, BounceKind.SOFT, BounceKind.COMPLAINT
REPORTS = Path(__file__).parent / "reports"
VERP = "news+1z-0123456789abcdef@news.example.org"
MESSAGE_ID = "<00112233445566778899aabbccddeeff@news.example.org>"


def read(name: str) -> BounceReport | None:
    return read_report((REPORTS / f"{name}.eml").read_bytes())


@pytest.mark.parametrize(
    ("name", "kind", "status", "recipient", "diagnostic"),
    [
        ("postfix_user_unknown", HARD, "5.1.1", "anna@example.com", "User unknown in virtual mailbox table"),
        ("exchange_online_denied", HARD, "5.4.1", "ben@example.net", "Recipient address rejected: Access denied."),
        ("mailbox_full", SOFT, "5.2.2", "cleo@example.com", "out of storage space"),
        ("expired_after_days", SOFT, "4.4.1", "dora@example.net", "Connection timed out"),
        ("policy_refusal", SOFT, "5.7.1", "emil@example.com", "DMARC policy"),
        ("exim_structured", HARD, "5.0.0", "fritz@example.org", "550 No such user here"),
        ("exim_plain", HARD, "5.1.1", "gerd@example.org", "no mailbox by that name"),
        ("qmail", HARD, "5.1.1", "hans@example.net", "Sorry, no mailbox here by that name. (#5.1.1)"),
        ("sendmail_plain", HARD, "5.3.0", "ida@example.com", "553 5.3.0 <ida@example.com>... Addressee unknown"),
        ("exchange_old", HARD, "5.1.1", "jan@corp.example", "<mail.corp.example #5.1.1>"),
        ("postfix_without_parts", SOFT, "4.2.2", "kim@example.com", "452 4.2.2 Mailbox full"),
        ("yahoo_plain", HARD, "5.2.1", "lars@yahoo.example", "554 5.2.1 The mailbox of this user has been disabled."),
        ("imail", HARD, "5.1.1", "mona@example.net", "550 5.1.1 not a local mailbox"),
        ("mdaemon", HARD, "5.1.1", "nora@example.org", "550 5.1.1 <nora@example.org>, recipient unknown"),
        ("smtpsvc", SOFT, "5.2.2", "olaf@corp.example", "552 5.2.2 quota exceeded"),
        ("mailenable", HARD, "5.1.2", "paul@example.com", "550 5.1.2 the domain of the recipient does not exist"),
        ("smail", HARD, "5.1.1", "quinn@example.org", "550 5.1.1 unknown user"),
        ("arf_abuse", COMPLAINT, "", "lea@isp.example", "Feedback-Type: abuse; SomeGenerator/1.0"),
        ("arf_redacted", COMPLAINT, "", None, "Feedback-Type: fraud"),
    ],
)
def test_a_report_is_read(name: str, kind: BounceKind, status: str, recipient: str | None, diagnostic: str) -> None:
    report = read(name)

    assert report is not None
    assert (report.kind, report.status) == (kind, status)
    assert diagnostic in report.diagnostic
    assert recipient in (report.recipients or (None,))
    assert VERP in report.envelope_senders


@pytest.mark.parametrize(
    "name", ["postfix_user_unknown", "exchange_online_denied", "exim_structured", "exim_plain", "qmail", "arf_abuse"]
)
def test_the_returned_message_names_itself(name: str) -> None:
    report = read(name)

    assert report is not None
    assert MESSAGE_ID in report.message_ids


@pytest.mark.parametrize("file", sorted(REPORTS.glob("none_*.eml")), ids=lambda file: file.stem)
def test_what_reports_no_failure_is_none(file: Path) -> None:
    assert read_report(file.read_bytes()) is None


@pytest.mark.parametrize("file", sorted(REPORTS.glob("[!n]*.eml")), ids=lambda file: file.stem)
def test_line_ends_make_no_difference(file: Path) -> None:
    unix, crlf = read_report(file.read_bytes()), read_report(file.read_bytes().replace(b"\n", b"\r\n"))

    assert unix is not None
    assert crlf is not None
    assert (unix.kind, unix.status, unix.diagnostic) == (crlf.kind, crlf.status, crlf.diagnostic)
    assert (unix.envelope_senders, unix.message_ids) == (crlf.envelope_senders, crlf.message_ids)


def test_an_encoded_status_is_read() -> None:
    data = (
        b"To: a@news.example.org\nContent-Type: multipart/report; boundary=x\n\n"
        b"--x\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        b"RmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGFAYi5leGFtcGxlCkFjdGlvbjogZmFpbGVkClN0YXR1czog\nNS4xLjEK\n--x--\n"
    )

    report = read_report(data)

    assert report is not None
    assert (report.kind, report.status, report.recipients) == (HARD, "5.1.1", ("a@b.example",))


def test_a_comment_behind_the_action_is_passed_over() -> None:
    data = b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nAction: Failed (for good)\n"

    report = read_report(data + b"Status: 5.1.1\n")

    assert report is not None
    assert report.kind is HARD


def nested(levels: int) -> bytes:
    heads = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(levels)
    )
    return heads + b"text\n" * 20_000 + b"".join(b"--b%d--\n" % level for level in reversed(range(levels)))


SLOW = (
    b"From: mailer-daemon\n\n550 failed addresses follow:\n"
    b"The following addresses did NOT receive a copy of your message:\n"
    b"A message that you sent could not be delivered\nYour message could not be delivered to\nIntended recipient: x\n"
)
"""A bounce that opens several forms of diagnostic at once."""
STATUS = b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\nAction: failed\n"
HOSTILE = {
    "nothing": b"",
    "only line ends": b"\r\n" * 1_000_000,
    "NULs": b"\x00" * 1_000_000,
    "no head": b"\n\nHi. This is the qmail-send program at\x00 \xff\xfe",
    "every byte": bytes(range(256)) * 4000,
    "ten megabytes": (REPORTS / "qmail.eml").read_bytes() + b"x" * 10_000_000,
    "ten megabytes of one field": b"To: " + b"a@b.example, " * 800_000,
    "many fields": b"X: y\n" * 300_000,
    "folded for ever": b"To: a\n" + b" b\n" * 300_000,
    "nested": nested(1000),
    "many parts": b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n\n" * 100_000,
    "empty boundary": b'Content-Type: multipart/mixed; boundary=""\n\n--\n\n--\n',
    "endless parameters": b"Content-Type: multipart/report" + b';"' * 200_000 + b"\n\n",
    "bad transfer encoding": STATUS.replace(b"\n\nAction", b"\nContent-Transfer-Encoding: base64\n\n=A=Action"),
    "long codes": b"From: mailer-daemon\n\nThis is the mail system at\n\n" + b"5." * 300_000,
    "addresses without end": b"From: mailer-daemon\n\nThis is the mail system at\n\n550 " + b"a@" * 300_000,
    "spaces without end": SLOW + (b" " * 299 + b"x\n") * 70,
    "one line without end": SLOW + b"a" * 300_000,
    "no sender": b"\n\n550 Hi. This is the",
    "a sender without a domain": b"From: mailer-daemon <@>, mailer-daemon@\n\n550 Hi. This is the",
    "diagnostic without end": STATUS + b"Diagnostic-Code: smtp; 550 " + b"user " * 100_000 + b"\n--x--\n",
    "many recipients": STATUS + b"\n\nAction: failed\nFinal-Recipient: rfc822; a@b.example" * 10_000,
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_no_report_breaks_or_delays_the_parser(data: bytes) -> None:
    report = do_within(1, lambda: read_report(data))

    assert report is None or len(report.diagnostic) <= 1000
    assert report is None or "\x00" not in report.diagnostic


PHRASES = st.sampled_from(
    [
        "Hi. This is the",
        "Failed addresses follow:",
        "did not reach the following recipient",
        "user mailbox: ",
        "<a@b.example>:",
        "Message from yahoo.example",
        "550 5.1.1 gone",
        "\n",
        "\n\n",
        "=E9=@b.example",
        "SMTP=; on ",
        "mail to the following",
    ]
)
SENDERS = st.sampled_from(
    ["mailer-daemon", "MAILER-DAEMON@yahoo.com", "postmaster@cs.yale.edu", "postmaster <@>", "a@aol.com"]
)


@given(SENDERS, st.sampled_from(["", "<SMTP32 v8>", "Novell"]), st.lists(PHRASES | st.text(max_size=20), max_size=12))
def test_no_words_of_a_bounce_raise_an_error(sender: str, mailer: str, diagnostic: list[str]) -> None:
    text = "".join(diagnostic)

    read_report(f"From: {sender}\nX-Mailer: {mailer}\n\n550 {text}".encode("utf-8", "replace"))


def test_a_junk_report_of_microsoft_is_a_complaint() -> None:
    data = (
        f"From: staff@hotmail.com\nTo: abuse@news.example.org\nSubject: complaint about message from 192.0.2.1\n"
        f"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
        f"X-HmXmrOriginalRecipient: <anna@hotmail.example>\nReturn-Path: <{VERP}>\n"
        f"Message-ID: {MESSAGE_ID}\n\nText.\n--x--\n"
    )

    report = read_report(data.encode())
    of_a_person = read_report(data.replace("staff@hotmail.com", "ann@example.com").encode())

    assert report is not None
    assert (report.kind, report.recipients, of_a_person) == (COMPLAINT, ("anna@hotmail.example",), None)
    assert (VERP in report.envelope_senders, MESSAGE_ID in report.message_ids) == (True, True)


def test_a_zero_byte_reaches_no_database() -> None:
    head = b"From: mailer-daemon@x.example\nX-Failed-Recipients: a\0b@example.com\nIn-Reply-To: <i\0@x>\n"

    report = read_report(head + b"\nDelivery failed: 550 5.1.1 unknown\n")

    assert report is not None
    assert (report.recipients, report.message_ids) == (("ab@example.com",), ("<i@x>",))
