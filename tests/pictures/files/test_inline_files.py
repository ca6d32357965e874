"""What articles say of files."""

import pytest
from babel import Locale

from blog.database import db
from blog.pictures.files.inline_files import find_inline_files, format_duration, format_size
from tests.pictures.attachments.attachment_factories import make_attachment
from tests.pictures.attachments.conftest import in_process
from tests.pictures.sample_attachments import mp3

__all__ = ["in_process"]


@pytest.mark.parametrize(
    ("size", "tag", "words"),
    [
        (1, "en", "1 kB"), (812_400, "en", "812 kB"), (2_412_000, "en", "2.4 MB"), (2_412_000, "de", "2,4 MB"),
        (58_300_000, "en", "58 MB"), (999_700, "en", "1 MB"), (1_200_000_000, "en", "1.2 GB"),
    ],
)  # fmt: skip
def test_sizes_have_one_to_three_digits(size, tag, words):
    assert format_size(size, Locale(tag)) == words


@pytest.mark.parametrize(
    ("ms", "words"), [(400, "1 sec"), (1_860_000, "31 min"), (5_400_000, "1 hr 30 min"), (3_600_000, "1 hr")]
)
def test_durations_are_short(ms, words):
    assert format_duration(ms, Locale("en")) == words


def test_an_article_speaks_of_a_file_in_its_own_language(app, media):
    file = make_attachment("Gespräch", mp3(3000), transcript_url="/articles/x")

    (inline,) = find_inline_files(db.session, [file.key, "f" * 32], "de").values()

    assert inline.facts == "MP3, 1,3 MB, 1 Min."
    assert inline.path == f"/files/{file.key}/gesprach.mp3"
    assert inline.version_path == f"/files/{file.key}/{file.digest[:16]}/gesprach.mp3"
