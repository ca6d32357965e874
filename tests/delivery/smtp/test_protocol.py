import pytest

from blog.delivery.composing.envelope import Outgoing, Owed
from blog.delivery.smtp.events import Answered, Event, Lost, Parcel, Ready
from blog.delivery.smtp.protocol import Exchange
from blog.delivery.smtp.replies import CredentialsRefused, RelayUnavailable
from blog.delivery.smtp.reply_parser import BrokenPeer
from blog.models import DeliveryKind


def parcel(number: int = 1, *, is_careful: bool = False) -> Parcel:
    owed = Owed(number, DeliveryKind.ALERT, 1, 1, "key", f"{number}@y", None, False, 0)
    return Parcel(owed, Outgoing("n@x", f"{number}@y", b"body %d\r\n.\r\n" % number), is_careful)


def words(event: Event) -> str:
    """Say in a word or two what happened to which message."""
    number = event.parcel.owed.id
    match event:
        case Ready():
            return f"{number} ready"
        case Answered():
            return f"{number} {event.reply.code}"
        case Lost():
            return f"{number} lost{' doubtful' * event.is_doubtful}{' personal' * event.is_personal}"


def sent(exchange: Exchange) -> list[bytes]:
    lines = bytes(exchange.out).splitlines()
    exchange.out.clear()
    return lines


def happened(exchange: Exchange) -> list[str]:
    events, exchange.events = exchange.events, []
    return [words(event) for event in events]


def flying(*, is_pipelining: bool = True) -> Exchange:
    """An exchange whose first message has been handed over and sent."""
    exchange = Exchange(is_pipelining=is_pipelining)
    exchange.name(parcel(1))
    for answer in (b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n"):
        exchange.feed(answer)
    exchange.hand_over()
    sent(exchange)
    happened(exchange)
    return exchange


def test_the_commands_of_a_message_go_out_together_and_its_body_only_when_told() -> None:
    exchange = Exchange(is_pipelining=True)

    exchange.name(parcel(1))
    together = sent(exchange)
    exchange.feed(b"250 ok\r\n250 ok\r\n354 go\r\n")

    assert together == [b"MAIL FROM:<n@x>", b"RCPT TO:<1@y>", b"DATA"]
    assert (sent(exchange), happened(exchange)) == ([], ["1 ready"])
    exchange.hand_over()
    assert sent(exchange) == [b"body 1", b"."]


def test_the_next_message_is_named_behind_the_final_dot() -> None:
    exchange = flying()

    exchange.name(parcel(2))
    rides = sent(exchange)
    exchange.feed(b"250 queued\r\n250 ok\r\n250 ok\r\n354 go\r\n")

    assert rides == [b"MAIL FROM:<n@x>", b"RCPT TO:<2@y>", b"DATA"]
    assert happened(exchange) == ["1 250", "2 ready"]


@pytest.mark.parametrize("is_careful", [False, True])
def test_without_pipelining_each_command_awaits_its_answer(is_careful: bool) -> None:
    exchange = Exchange(is_pipelining=is_careful)
    exchange.name(parcel(1, is_careful=is_careful))

    steps = [sent(exchange)]
    for answer in (b"250 ok\r\n", b"250 ok\r\n"):
        exchange.feed(answer)
        steps.append(sent(exchange))
    exchange.feed(b"354 go\r\n")

    assert steps == [[b"MAIL FROM:<n@x>"], [b"RCPT TO:<1@y>"], [b"DATA"]]
    assert happened(exchange) == ["1 ready"]


def test_without_pipelining_nothing_is_named_behind_a_message_in_flight() -> None:
    assert not flying(is_pipelining=False).has_room
    assert flying(is_pipelining=True).has_room


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
    exchange = Exchange(is_pipelining=True)
    exchange.name(parcel(1))
    sent(exchange)

    exchange.feed(answers)

    assert (happened(exchange), sent(exchange)) == (events, then)


def test_after_a_lone_dot_the_next_message_is_answered_for_itself() -> None:
    exchange = Exchange(is_pipelining=True)
    exchange.name(parcel(1))
    exchange.feed(b"250 ok\r\n550 no\r\n354 go\r\n")
    exchange.name(parcel(2))

    exchange.feed(b"554 no valid recipients\r\n250 reset\r\n250 ok\r\n250 ok\r\n354 go\r\n")

    assert happened(exchange) == ["1 550", "2 ready"]


@pytest.mark.parametrize("answer", [b"550 no\r\n", b"450 not now\r\n"])
def test_without_pipelining_a_refused_reader_leaves_the_line_usable(answer: bytes) -> None:
    exchange = Exchange(is_pipelining=False)
    exchange.name(parcel(1))
    exchange.feed(b"250 ok\r\n")
    exchange.feed(answer)
    has_room_at_once = exchange.has_room
    exchange.feed(b"250 reset\r\n")

    assert (has_room_at_once, exchange.has_room) == (False, True)
    assert happened(exchange) == [f"1 {answer[:3].decode()}"]


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (b"553 5.1.8 no such domain\r\n", RelayUnavailable),
        (b"451 4.3.0 busy\r\n", RelayUnavailable),
        (b"530 5.7.0 sign in first\r\n", CredentialsRefused),
        (b"250 ok\r\n535 5.7.8 wrong\r\n", CredentialsRefused),
        (b"250 ok\r\n250 ok\r\n538 encrypt first\r\n", CredentialsRefused),
    ],
)
def test_what_is_our_fault_is_no_readers(answers: bytes, fault: type[Exception]) -> None:
    exchange = Exchange(is_pipelining=True)
    exchange.name(parcel(1))

    with pytest.raises(BrokenPeer) as caught:
        exchange.feed(answers)
    exchange.end(str(caught.value))

    assert type(exchange.fault) is fault
    assert [event.split()[:2] for event in happened(exchange)] == [["1", "lost"]]


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
    exchange = flying()
    exchange.name(parcel(2))
    sent(exchange)

    with pytest.raises(BrokenPeer):
        exchange.feed(answers)
    exchange.end("over")

    assert happened(exchange) == events


def test_a_message_whose_dot_has_not_left_was_not_handed_over() -> None:
    exchange = flying()
    exchange.feed(b"250 queued\r\n")
    exchange.name(parcel(2))
    exchange.feed(b"250 ok\r\n250 ok\r\n354 go\r\n")
    exchange.out.clear()
    exchange.hand_over()
    exchange.name(parcel(3))
    last = bytes(exchange.out).index(b"MAIL")

    del exchange.out[: last - 1]
    exchange.end("cut")

    assert happened(exchange) == ["1 250", "2 ready", "2 lost personal", "3 lost"]


def test_when_only_the_commands_behind_the_dot_are_left_it_is_doubtful() -> None:
    exchange = flying()
    exchange.name(parcel(2))

    exchange.end("cut")

    assert happened(exchange) == ["1 lost doubtful personal", "2 lost"]


def test_an_answer_to_nothing_ends_the_conversation() -> None:
    with pytest.raises(BrokenPeer, match="to nothing"):
        Exchange(is_pipelining=True).feed(b"250 hello again\r\n")


def test_nothing_is_handed_over_that_was_not_named() -> None:
    with pytest.raises(LookupError):
        Exchange(is_pipelining=True).hand_over()
