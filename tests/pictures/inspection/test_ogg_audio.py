"""Ogg without comments."""

import pytest

from blog.pictures.inspection.file_refusals import Unacceptable
from blog.pictures.inspection.ogg_audio import clean_ogg, read_pages
from tests.pictures.sample_attachments import ogg_checksum, opus


def clean(folder, data: bytes):
    (folder / "a").write_bytes(data)
    return clean_ogg(folder / "a", folder / "b"), (folder / "b").read_bytes()


def test_comments_go_in_place_and_each_page_checks(tmp_path):
    data = opus(3, comment=b"METADATA_BLOCK_PICTURE=" + b"x" * 4000)

    duration, kept = clean(tmp_path, data + b"<script>")

    assert (duration, len(kept)) == (3000, len(data))
    assert b"PICTURE" not in kept
    for page in read_pages(bytearray(kept)):
        blank = bytearray(kept[page.start : page.end])
        blank[22:26] = bytes(4)
        assert ogg_checksum(blank) == int.from_bytes(kept[page.start + 22 : page.start + 26], "little")


@pytest.mark.parametrize("data", [b"OggS", opus()[:60], opus(0)])
def test_half_a_file_is_refused(tmp_path, data):
    with pytest.raises(Unacceptable):
        clean(tmp_path, data)
