import pytest

from blog.delivery.composing.envelope import Outgoing, PendingMessage
from blog.delivery.smtp.events import Answered, Event, Lost, Message, ReadyForData
from blog.delivery.smtp.protocol import SmtpProtocol
from blog.delivery.smtp.replies import CredentialsRefused, RelayUnavailable
from blog.delivery.smtp.reply_parser import SessionAborted
from blog.models import DeliveryKind


def message(number: int = 1, *, is_lockstep: bool = False) -> Message:
    pending = PendingMessage(number, DeliveryKind.ALERT, 1, 1, "key", f"{number}@y", None, False, 0)
    return Message(pending, Outgoing("n@x", f"{number}@y", b"body %d\r\n.\r\n" % number), is_lockstep)


def describe(event: Event) -> str:
    """Say in a word or two what happened to which message."""
    number = event.message.pending.id
    match event:
        case ReadyForData():
            return f"{number} ready"
        case Answered():
            return f"{number} {event.reply.code}"
        case Lost():
            return f"{number} lost{' doubtful' * event.is_data_sent}{' personal' * event.is_recipient_suspect}"


def take_sent(protocol: SmtpProtocol) -> list[bytes]:
    lines = bytes(protocol.send_buffer).splitlines()
    protocol.send_buffer.clear()
    return lines


def events_of(protocol: SmtpProtocol) -> list[str]:
    events, protocol.events = protocol.events, []
    return [describe(event) for event in events]


def in_data(*, has_pipelining: bool = True) -> SmtpProtocol:
    """A session whose first message has been handed over and sent."""
    protocol = SmtpProtocol(has_pipelining=has_pipelining)
    protocol.start(message(1))
    for answer in (b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
        protocol.feed(answer)
    protocol.send_data()
    take_sent(protocol)
    events_of(protocol)
    return protocol


def test_the_commands_of_a_message_go_out_together_and_its_body_only_when_told() -> None:
    protocol = SmtpProtocol(has_pipelining=True)

    protocol.start(message(1))
    together = take_sent(protocol)
    protocol.feed(b"250 ok\r\n250 ok\r\n354 go\r\n")

    assert together == [b"MAIL FROM:<n@x>", b"RCPT TO:<1@y>", b"DATA"]
    assert (take_sent(protocol), events_of(protocol)) == ([], ["1 ready"])
    protocol.send_data()
    assert take_sent(protocol) == [b"body 1", b"."]


def test_the_next_message_is_named_behind_the_final_dot() -> None:
    protocol = in_data()

    protocol.start(message(2))
    rides = take_sent(protocol)
    protocol.feed(b"250 queued\r\n250 ok\r\n250 ok\r\n354 go\r\n")

    assert rides == [b"MAIL FROM:<n@x>", b"RCPT TO:<2@y>", b"DATA"]
    assert events_of(protocol) == ["1 250", "2 ready"]


@pytest.mark.parametrize("is_lockstep", [False, True])
def test_without_pipelining_each_command_awaits_its_answer(is_lockstep: bool) -> None:
    protocol = SmtpProtocol(has_pipelining=is_lockstep)
    protocol.start(message(1, is_lockstep=is_lockstep))

    steps = [take_sent(protocol)]
    for answer in (b"250 ok\r\n", b"250 ok\r\n"):
        protocol.feed(answer)
        steps.append(take_sent(protocol))
    protocol.feed(b"354 go\r\n")

    assert steps == [[b"MAIL FROM:<n@x>"], [b"RCPT TO:<1@y>"], [b"DATA"]]
    assert events_of(protocol) == ["1 ready"]


def test_without_pipelining_nothing_is_named_behind_a_message_in_flight() -> None:
    assert not in_data(has_pipelining=False).can_start
    assert in_data(has_pipelining=True).can_start


@pytest.mark.parametrize(
    ("answers", "events", "then"),
    [
        (b"250 ok\r\n550 5.1.1 no\r\n503 no valid recipients\r\n", ["1 550"], [b"RSET"]),
        (b"250 ok\r\n451 later\r\n554 no\r\n", ["1 451"], [b"RSET"]),
        (b"250 ok\r\n550 5.1.1 no\r\n354 go\r\n", ["1 550"], [b".", b"RSET"]),
        (b"250 ok\r\n250 ok\r\n451 not now\r\n", ["1 451"], [b"RSET"]),
        (b"250 ok\r\n252 perhaps\r\n354 go\r\n", ["1 ready"], []),
    ],
)
def test_a_refusal_in_the_group_ends_the_one_message(answers: bytes, events: list[str], then: list[bytes]) -> None:
    protocol = SmtpProtocol(has_pipelining=True)
    protocol.start(message(1))
    take_sent(protocol)

    protocol.feed(answers)

    assert (events_of(protocol), take_sent(protocol)) == (events, then)


def test_after_a_lone_dot_the_next_message_is_answered_for_itself() -> None:
    protocol = SmtpProtocol(has_pipelining=True)
    protocol.start(message(1))
    protocol.feed(b"250 ok\r\n550 no\r\n354 go\r\n")
    protocol.start(message(2))

    protocol.feed(b"554 no valid recipients\r\n250 reset\r\n250 ok\r\n250 ok\r\n354 go\r\n")

    assert events_of(protocol) == ["1 550", "2 ready"]


@pytest.mark.parametrize("answer", [b"550 no\r\n", b"450 not now\r\n"])
def test_without_pipelining_a_refused_reader_leaves_the_connection_usable(answer: bytes) -> None:
    protocol = SmtpProtocol(has_pipelining=False)
    protocol.start(message(1))
    protocol.feed(b"250 ok\r\n")
    protocol.feed(answer)
    can_start_at_once = protocol.can_start
    protocol.feed(b"250 reset\r\n")

    assert (can_start_at_once, protocol.can_start) == (False, True)
    assert events_of(protocol) == [f"1 {answer[:3].decode()}"]


@pytest.mark.parametrize(
    ("answers", "relay_error"),
    [
        (b"553 5.1.8 no such domain\r\n", RelayUnavailable),
        (b"451 4.3.0 busy\r\n", RelayUnavailable),
        (b"530 5.7.0 sign in first\r\n", CredentialsRefused),
        (b"250 ok\r\n535 5.7.8 wrong\r\n", CredentialsRefused),
        (b"250 ok\r\n250 ok\r\n538 encrypt first\r\n", CredentialsRefused),
    ],
)
def test_what_is_our_fault_is_no_readers(answers: bytes, relay_error: type[Exception]) -> None:
    protocol = SmtpProtocol(has_pipelining=True)
    protocol.start(message(1))

    with pytest.raises(SessionAborted) as caught:
        protocol.feed(answers)
    protocol.connection_lost(str(caught.value))

    assert type(protocol.relay_error) is relay_error
    assert [event.split()[:2] for event in events_of(protocol)] == [["1", "lost"]]


@pytest.mark.parametrize(
    ("answers", "events"),
    [
        (b"421 4.3.2 closing\r\n", ["1 lost personal", "2 lost"]),
        (b"250 queued\r\n421 closing\r\n", ["1 250", "2 lost"]),
        (b"250 queued\r\n250 ok\r\n421 closing\r\n", ["1 250", "2 lost personal"]),
        (b"nonsense\r\n", ["1 lost doubtful personal", "2 lost"]),
        (b"354 what\r\n", ["1 lost doubtful personal", "2 lost"]),
        (b"250 queued\r\n250 ok\r\n250 ok\r\n250 DATA is not accepted so\r\n", ["1 250", "2 lost personal"]),
    ],
)
def test_a_conversation_that_ends_says_what_is_doubtful(answers: bytes, events: list[str]) -> None:
    protocol = in_data()
    protocol.start(message(2))
    take_sent(protocol)

    with pytest.raises(SessionAborted):
        protocol.feed(answers)
    protocol.connection_lost("over")

    assert events_of(protocol) == events


def test_a_message_whose_dot_has_not_left_was_not_handed_over() -> None:
    protocol = in_data()
    protocol.feed(b"250 queued\r\n")
    protocol.start(message(2))
    protocol.feed(b"250 ok\r\n250 ok\r\n354 go\r\n")
    protocol.send_buffer.clear()
    protocol.send_data()
    protocol.start(message(3))
    last = bytes(protocol.send_buffer).index(b"MAIL")

    del protocol.send_buffer[: last - 1]
    protocol.connection_lost("cut")

    assert events_of(protocol) == ["1 250", "2 ready", "2 lost personal", "3 lost"]


def test_when_only_the_commands_behind_the_dot_are_left_it_is_doubtful() -> None:
    protocol = in_data()
    protocol.start(message(2))

    protocol.connection_lost("cut")

    assert events_of(protocol) == ["1 lost doubtful personal", "2 lost"]


def test_an_answer_to_nothing_ends_the_conversation() -> None:
    with pytest.raises(SessionAborted, match="to nothing"):
        SmtpProtocol(has_pipelining=True).feed(b"250 hello again\r\n")


def test_nothing_is_handed_over_that_was_not_named() -> None:
    with pytest.raises(LookupError):
        SmtpProtocol(has_pipelining=True).send_data()
