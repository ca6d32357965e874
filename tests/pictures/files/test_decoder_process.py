"""The process of the decoder itself; other tests decode without it."""

import fcntl
import os
from pathlib import Path
from threading import Thread

import pytest

from blog.pictures.files import decoder_process
from blog.pictures.files.decoder_process import decode_upload, environment, run_decoder
from blog.pictures.files.refusal_messages import PictureRefused
from blog.pictures.imaging.decoder_main import UPLOAD, DecodeRequest
from blog.pictures.imaging.refusals import Refusal
from tests.pictures.sample_files import as_file, photo, two_halves

MEMORY = 2**28


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / UPLOAD).write_bytes(photo(900, 600))
    return tmp_path


def order(folder: Path, *, memory_bytes: int = MEMORY) -> DecodeRequest:
    return DecodeRequest(10_000_000, 2400, memory_bytes, str(folder / "lock" / "file"))


def test_one_picture_at_a_time_is_decoded_on_this_machine(folder, monkeypatch):
    monkeypatch.setattr(decoder_process, "run_decoder", run_decoder)
    wanted, photos = order(folder), []
    lock = Path(wanted.lock)
    lock.parent.mkdir()
    waiting = Thread(target=lambda: photos.append(decode_upload(folder, wanted)))

    with lock.open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        waiting.start()
        waiting.join(0.5)
        has_waited = waiting.is_alive() and not list(folder.glob("*.jpg"))
    waiting.join(30)

    assert has_waited
    assert (photos[0].width, photos[0].height, photos[0].widths) == (900, 600, [240, 400, 750, 900])
    assert sorted(file.name for file in folder.glob("*.jpg")) == [f"{width}.jpg" for width in (240, 400, 750, 900)]


def test_a_picture_that_needs_more_memory_than_it_may_take_is_refused(folder):
    (folder / UPLOAD).write_bytes(as_file(two_halves(3000, 3000), "PNG"))
    (folder / "lock").mkdir()

    assert run_decoder(folder, order(folder, memory_bytes=2**25)) == {"refusal": "too_much_memory"}


@pytest.mark.parametrize(
    ("program", "refusal"),
    [
        ("import os; os.kill(os.getpid(), 9)", Refusal.TOO_MUCH_MEMORY),
        ("import resource; resource.setrlimit(resource.RLIMIT_CPU, (0, 9))\nwhile True: pass", Refusal.TOO_SLOW),
        ("import time; time.sleep(60)", Refusal.TOO_SLOW),
        ("import os; os.abort()", Refusal.DAMAGED),
        ("raise OSError", Refusal.FAILED),
    ],
)
def test_however_the_process_ends_the_upload_is_answered(folder, monkeypatch, program, refusal):
    monkeypatch.setattr(decoder_process, "START", program)
    monkeypatch.setattr(decoder_process, "END_SECONDS", 0.5 if "sleep" in program else 30)

    assert run_decoder(folder, order(folder)) == {"refusal": refusal}


def test_a_refusal_becomes_a_sentence(app, folder, monkeypatch):
    for refusal in Refusal:
        monkeypatch.setattr(decoder_process, "run_decoder", lambda *_, answer=refusal: {"refusal": answer})
        with pytest.raises(PictureRefused) as refused:
            decode_upload(folder, order(folder))
        assert str(refused.value).endswith((".", "taken."))
        assert refused.value.is_temporary is (refusal in {Refusal.BUSY, Refusal.FAILED})


def test_no_secret_of_the_site_is_in_the_decoders_environment(monkeypatch):
    monkeypatch.setenv("BLOG_SECRET_KEY", "x" * 40)

    assert set(environment()) == {"PYTHONPATH", "MALLOC_ARENA_MAX"}
    assert "BLOG_SECRET_KEY" in os.environ
