from email.header import decode_header, make_header

import pytest

from blog.delivery.composing.mail_headers import UnsafeHeader, mailbox_header, text_header, token_header


@pytest.mark.parametrize("value", ["a\r\nBcc: x@y.z", "a\nb", "a\rb", "a\x00", "a\u2028b", "a\x85b", "a\ud800"])
def test_a_header_with_a_control_is_refused(value: str) -> None:
    for write in (text_header, token_header):
        with pytest.raises(UnsafeHeader):
            write("Subject", value)
    with pytest.raises(UnsafeHeader):
        mailbox_header("To", value, "a@example.com")
    with pytest.raises(UnsafeHeader):
        mailbox_header("To", "", f"{value}@example.com")


@pytest.mark.parametrize("value", ["ü", "x" * 1000])
def test_a_token_is_ascii_and_fits_a_line(value: str) -> None:
    with pytest.raises(UnsafeHeader):
        token_header("List-Id", value)


@pytest.mark.parametrize(
    "address", ["a@b.example>,<c@d.example", "a b@example.com", '"x"@example.com', "a\\b@example.com", "ü@x.org", ""]
)
def test_an_address_that_could_be_read_as_two_is_refused(address: str) -> None:
    with pytest.raises(UnsafeHeader):
        mailbox_header("To", "", address)


def test_an_address_may_hold_every_mark_that_an_atom_may() -> None:
    address = "a!#$%&'*+-/=?^_`{|}~.b@example.com"

    assert mailbox_header("To", "", address) == f"To: {address}"


@pytest.mark.parametrize("name", ["Jo Doe", "Jörg Ünlü", "Νίκος " * 16, "Jo " * 33, "O'Neil-Smith"])
@pytest.mark.parametrize("address", ["a@b.example", "a" * 64 + "@" + "b" * 60 + ".example.com"])
def test_a_name_arrives_on_lines_of_usual_length(name: str, address: str) -> None:
    line = mailbox_header("To", name, address)

    told, _, where = str(make_header(decode_header(line.removeprefix("To: ").replace("\r\n", "")))).rpartition(" ")
    assert (told.strip(), where) == (name.strip(), f"<{address}>")
    assert all(len(part) <= 78 or part == f" <{address}>" for part in line.split("\r\n"))
