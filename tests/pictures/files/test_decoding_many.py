"""One program decodes many pictures, each in a process of its own; what one does to its process harms no other."""

import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from blog.pictures.files import decoder_process
from blog.pictures.files.decoder_process import SERVER, DecoderServer, DecoderServerGone, ask_server, decoding_many
from blog.pictures.imaging.decoder_main import DecodeRequest
from blog.pictures.imaging.refusals import Refusal


@pytest.fixture(scope="module")
def server() -> Iterator[DecoderServer]:
    """The one program of these tests."""
    with decoding_many():
        found = SERVER.get()
        assert found is not None
        yield found


def write_upload(folder: Path, name: str, data: bytes) -> Path:
    """Write an upload into a folder of its own."""
    place = folder / name
    place.mkdir()
    (place / "upload").write_bytes(data)
    return place


def jpeg() -> bytes:
    data = BytesIO()
    Image.new("RGB", (640, 400), "teal").save(data, "JPEG")
    return data.getvalue()


def request(folder: Path, memory_bytes: int = 2**30) -> DecodeRequest:
    return DecodeRequest(1_000_000, 2400, memory_bytes, str(folder / "lock"))


def test_pictures_are_decoded_one_after_the_other(server: DecoderServer, tmp_path: Path) -> None:
    places = [write_upload(tmp_path, name, jpeg()) for name in ("one", "two")]

    outcomes = [ask_server(server, place, request(tmp_path)) for place in places]

    assert [(one["width"], one["height"]) for one in outcomes] == [(640, 400), (640, 400)]
    assert all((place / "640.jpg").is_file() for place in places)


def test_a_damaged_file_and_one_that_needs_too_much_harm_no_other(server: DecoderServer, tmp_path: Path) -> None:
    damaged = write_upload(tmp_path, "damaged", b"\xff\xd8\xff\xe0 nothing")
    greedy, good = write_upload(tmp_path, "greedy", jpeg()), write_upload(tmp_path, "good", jpeg())

    first = ask_server(server, damaged, request(tmp_path))
    second = ask_server(server, greedy, request(tmp_path, memory_bytes=2**10))
    third = ask_server(server, good, request(tmp_path))

    assert "refusal" in first
    assert second["refusal"] in {Refusal.TOO_MUCH_MEMORY, Refusal.FAILED, Refusal.DAMAGED}
    assert third["width"] == 640


def test_a_program_that_ended_is_started_again(server: DecoderServer, tmp_path: Path) -> None:
    place = write_upload(tmp_path, "one", jpeg())
    ask_server(server, place, request(tmp_path))
    assert server.process is not None
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()

    with pytest.raises(DecoderServerGone):
        server.decode(place, request(tmp_path), 5)

    assert ask_server(server, place, request(tmp_path))["width"] == 640


def test_a_killed_process_is_a_refusal() -> None:
    assert decoder_process.refuse_by_status(-signal.SIGKILL) == {"refusal": Refusal.TOO_MUCH_MEMORY}
