import pytest

from blog.delivery.smtp.replies import Reply
from blog.delivery.smtp.reply_parser import MAX_LINE_BYTES, MAX_LINES, ReplyParser, SessionAborted


def test_an_answer_may_come_in_pieces_and_on_several_lines() -> None:
    answers = ReplyParser()

    pieces = [
        answers.feed(piece) for piece in (b"250-2.1.0 so", b"me\r\n250-\r\n250 words\r\n354 go", b" on\r\n250\r\n")
    ]

    assert pieces == [[], [Reply(250, "2.1.0 some words")], [Reply(354, "go on"), Reply(250, "")]]


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 400 Bad Request\r\n",
        b"\r\n",
        b"99 too short\r\n",
        b"150 not yet\r\n",
        b"600 too much\r\n",
        b"250_what\r\n",
        "２５０ ok\r\n".encode(),
        b"x" * (MAX_LINE_BYTES + 1),
        b"250-more\r\n" * (MAX_LINES + 1),
    ],
)
def test_what_is_no_answer_ends_the_conversation(data: bytes) -> None:
    with pytest.raises(SessionAborted):
        ReplyParser().feed(data)


def test_an_answer_of_many_kilobytes_is_kept_short() -> None:
    replies = ReplyParser().feed(b"550-" + b"x" * 4000 + b"\r\n" + b"550-" + b"y" * 4000 + b"\r\n550 z\r\n")

    assert [(reply.code, len(reply.text)) for reply in replies] == [(550, 500)]
