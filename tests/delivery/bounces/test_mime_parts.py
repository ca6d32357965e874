import pytest

from blog.delivery.bounces.mime_parts import MAX_DEPTH, MAX_LINE_LENGTH, MAX_PARTS, HeaderFields, decode, split_message


def multipart(*parts: bytes, boundary: bytes = b"x") -> bytes:
    head = b"Content-Type: Multipart/Mixed; Boundary=" + boundary + b"\r\n\r\n"
    return head + b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"


def test_parts_come_in_order_after_the_message_itself() -> None:
    parts = split_message(multipart(b"Content-Type: text/html\r\n\r\none", b"\r\ntwo"))

    assert [part.fields.content_type for part in parts] == ["multipart/mixed", "text/html", "text/plain"]
    assert [part.text for part in parts[1:]] == ["one", "two"]


def test_a_part_within_a_part_is_found_down_to_the_limit() -> None:
    data = b"\r\nend"
    for level in range(MAX_DEPTH + 2):
        data = multipart(data, boundary=f"b{level}".encode())

    parts = split_message(data)

    assert len(parts) == MAX_DEPTH + 1


def test_no_more_parts_than_the_limit_are_read() -> None:
    assert len(split_message(multipart(*[b"\r\nx"] * 100))) == MAX_PARTS


def test_names_of_fields_have_no_case_and_values_are_unfolded() -> None:
    fields = HeaderFields("To: a@example.com\nSUBJECT: one\n\t two\nto: b@example.com\nno field")

    assert fields["subject"] == "one two"
    assert fields.all("to") == ["a@example.com", "b@example.com"]
    assert fields["missing"] == ""


def test_a_long_field_is_cut() -> None:
    fields = HeaderFields("Subject: " + "x" * 9_000 + "\n y" * 5_000)

    assert len(fields["subject"]) <= 2 * MAX_LINE_LENGTH


@pytest.mark.parametrize(
    ("body", "encoding", "decoded"),
    [
        (b"R3LDvMOfZQ==", " Base64 ", "Grüße".encode()),
        (b"Gr=C3=BC=C3=9Fe", "QUOTED-PRINTABLE", "Grüße".encode()),
        (b"abc", "base64", b"abc"),
        (b"=41", "8bit", b"=41"),
    ],
)
def test_a_body_is_decoded_unless_its_encoding_is_broken(body: bytes, encoding: str, decoded: bytes) -> None:
    assert decode(body, encoding) == decoded
