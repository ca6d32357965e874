"""MP3: frames alone."""

import pytest

from blog.pictures.inspection.file_refusals import Unacceptable
from blog.pictures.inspection.mpeg_audio import clean_mp3
from tests.pictures.sample_attachments import FRAME, FRAME_MS, mp3


def clean(folder, data: bytes):
    (folder / "a").write_bytes(data)
    return clean_mp3(folder / "a", folder / "b"), (folder / "b").read_bytes()


@pytest.mark.parametrize("tag_bytes", [0, 200, 2**25])
def test_the_sound_alone_stays_however_large_the_tags(tmp_path, tag_bytes):
    duration, kept = clean(tmp_path, mp3(100, tag_bytes=tag_bytes))

    assert kept == FRAME * 100
    assert duration == round(100 * FRAME_MS)


def test_the_table_of_places_is_no_sound(tmp_path):
    index = FRAME[:36] + b"Xing" + FRAME[40:]

    assert clean(tmp_path, index + FRAME * 10)[0] == round(10 * FRAME_MS)


def test_foreign_bytes_between_frames_go(tmp_path):
    _, kept = clean(tmp_path, FRAME * 5 + b"<script>alert(1)</script>" + FRAME * 5)

    assert kept == FRAME * 10


def test_a_tag_that_says_it_is_longer_than_the_file_is_no_sound(tmp_path):
    with pytest.raises(Unacceptable):
        clean(tmp_path, b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + FRAME)
