"""A copy of the program decodes one picture and leaves its outcome beside it."""

import json
from pathlib import Path

from blog.pictures.imaging.decoder_main import DecodeRequest
from blog.pictures.imaging.decoder_server import ANSWER, decode_in_copy


def test_a_copy_leaves_its_outcome(tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(b"nothing")

    status = decode_in_copy(str(tmp_path), DecodeRequest(1_000_000, 2400, 2**31, str(tmp_path / "lock")))

    assert status == 0
    assert "refusal" in json.loads((tmp_path / ANSWER).read_text())


def test_a_copy_without_a_folder_fails_alone(tmp_path: Path) -> None:
    request = DecodeRequest(1_000_000, 2400, 2**31, str(tmp_path / "lock"))

    assert decode_in_copy(str(tmp_path / "gone"), request) == 1
