import pytest

from blog.delivery.smtp.replies import (
    OVERLOAD_CODES,
    Reply,
    Verdict,
    clean_reply_text,
    is_hard_bounce,
    status_of,
    verdict_of,
)

ACCEPTED, DEFERRED, REFUSED = Verdict.ACCEPTED, Verdict.DEFERRED, Verdict.REFUSED
GONE, SLOW = "gone", "slow"

REPLIES = [
    ("250 2.0.0 Ok: queued as 4XyZ12345", ACCEPTED, ""),
    ("250 OK id=1rAbCd-0005Xy-2z", ACCEPTED, ""),
    ("250 2.6.0 <a@b> [InternalId=1] Queued mail for delivery", ACCEPTED, ""),
    ("250 Ok 0100018b-e2f0-4a-000000", ACCEPTED, ""),
    ("250 2.0.0 OK  1699999999 d9-20020a-gsmtp", ACCEPTED, ""),
    ("251 2.1.5 User not local; will forward", ACCEPTED, ""),
    ("252 2.1.5 Cannot VRFY user", ACCEPTED, ""),
    ("421 4.7.0 Try again later, closing connection. (EHLO)", DEFERRED, SLOW),
    ("421 4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", DEFERRED, SLOW),
    ("421 4.7.28 Unusual rate of unsolicited mail", DEFERRED, SLOW),
    ("421 4.3.2 Service shutting down", DEFERRED, SLOW),
    ("450 4.2.0 <a@b>: Recipient address rejected: Greylisted", DEFERRED, ""),
    ("450 4.1.1 <a@b>: unverified address", DEFERRED, ""),
    ("450 4.2.1 The user you are trying to contact is receiving mail too quickly", DEFERRED, ""),
    ("451 4.7.1 Greylisting in action, please come back later", DEFERRED, ""),
    ("451 4.3.0 Error: queue file write error", DEFERRED, ""),
    ("451 4.7.500 Server busy. Please try again later", DEFERRED, ""),
    ("451 Temporary local problem - please try later", DEFERRED, ""),
    ("452 4.5.3 Too many recipients", DEFERRED, ""),
    ("452 4.2.2 Mailbox full", DEFERRED, ""),
    ("452 4.3.1 Insufficient system storage", DEFERRED, ""),
    ("454 4.7.0 TLS not available due to local problem", DEFERRED, SLOW),
    ("454 4.7.1 <a@b>: Relay access denied", DEFERRED, SLOW),
    ("455 4.5.1 Server unable to accommodate parameters", DEFERRED, ""),
    ("471 Local rate limit", DEFERRED, ""),
    ("550 5.1.1 <a@b>: Recipient address rejected: User unknown in local recipient table", REFUSED, GONE),
    ("550 5.1.1 The email account that you tried to reach does not exist.", REFUSED, GONE),
    ("550-5.1.1 The email account that you tried to reach does not exist.", REFUSED, GONE),
    ("550 5.1.2 Bad destination system address", REFUSED, GONE),
    ("553 5.1.3 Bad recipient address syntax", REFUSED, GONE),
    ("551 5.1.6 User has moved; please try <c@d>", REFUSED, GONE),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", REFUSED, GONE),
    ("556 5.1.10 Recipient address has null MX", REFUSED, GONE),
    ("550 5.1.0 Recipient unknown", REFUSED, GONE),
    ("553 5.1.7 Sender address does not meet RFC 5321", REFUSED, ""),
    ("553 5.1.8 Domain of sender address does not exist", REFUSED, ""),
    ("550 No such user here", REFUSED, GONE),
    ("550 Requested action not taken: mailbox unavailable", REFUSED, GONE),
    ("550 5.2.1 The email account is disabled", REFUSED, GONE),
    ("552 5.2.2 The recipient's inbox is out of storage space", REFUSED, ""),
    ("552 5.3.4 Message size exceeds fixed limit", REFUSED, ""),
    ("552 5.7.0 This message was blocked because its content presents a potential security issue", REFUSED, ""),
    ("554 5.7.1 Service unavailable; client host blocked using a list", REFUSED, ""),
    ("554 5.7.1 Message rejected as spam", REFUSED, ""),
    ("550 5.7.26 Unauthenticated mail is prohibited (SPF, DKIM)", REFUSED, ""),
    ("550 5.7.1 Unfortunately, messages from [192.0.2.1] were not sent", REFUSED, ""),
    ("500 5.5.2 Syntax error", REFUSED, ""),
    ("503 5.5.1 Bad sequence of commands", REFUSED, ""),
    ("550 5.1.11 not ours to know", REFUSED, ""),
    ("550 15.1.1 no status at all", REFUSED, ""),
    ("450 5.1.1 a code that contradicts itself", DEFERRED, ""),
]


@pytest.mark.parametrize(("line", "verdict", "more"), REPLIES)
def test_each_answer_has_its_consequence(line: str, verdict: Verdict, more: str) -> None:
    reply = Reply(int(line[:3]), line[4:])

    assert verdict_of(reply) is verdict
    assert is_hard_bounce(reply) is (more == GONE)
    assert (reply.code in OVERLOAD_CODES) is (more == SLOW)


def test_the_enhanced_code_is_read_from_the_start_only() -> None:
    assert status_of(Reply(550, "5.7.1 see 5.1.1")) == "5.7.1"
    assert status_of(Reply(550, "unknown, 5.1.1")) == ""


def test_the_words_of_a_server_are_made_harmless() -> None:
    assert clean_reply_text(b"5.1.1 no\r\n\x1b[31muser\xff") == "5.1.1 no [31muser\ufffd"
    assert len(clean_reply_text("x" * 9999)) == 500
