"""M4A without metadata."""

import pytest

from blog.pictures.inspection.file_refusals import Unacceptable
from blog.pictures.inspection.mp4_audio import clean_m4a
from tests.pictures.sample_attachments import m4a


def clean(folder, data: bytes):
    (folder / "a").write_bytes(data)
    return clean_m4a(folder / "a", folder / "b"), (folder / "b").read_bytes()


def test_boxes_that_tell_of_its_making_go_and_the_sound_stays_in_place(tmp_path):
    data = m4a(seconds=4)

    duration, kept = clean(tmp_path, data)

    assert (duration, len(kept), kept.index(b"mdatsound")) == (4000, len(data), data.index(b"mdatsound"))
    assert b"udta" not in kept
    assert (3_800_000_000).to_bytes(4, "big") not in kept


@pytest.mark.parametrize("data", [m4a()[:-20], b"\0\0\0\x08ftyp", m4a().replace(b"mvhd", b"xxxx")])
def test_half_a_file_is_refused(tmp_path, data):
    with pytest.raises(Unacceptable):
        clean(tmp_path, data)
