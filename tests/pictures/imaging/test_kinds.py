"""Each chooser names what is taken, and what it names is taken."""

import re
from html import unescape
from io import BytesIO

import pytest

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.kinds import ACCEPT, KINDS
from tests.pictures.sample_files import as_file, two_halves

CHOOSER = re.compile(r'<input[^>]*type="file"[^>]*>')


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_what_is_named_is_taken(kind):
    assert decode(BytesIO(as_file(two_halves(), kind.pillow_name)), 2400, 10_000).pixels.size == (120, 80)


@pytest.mark.parametrize(("path", "count"), [("/desk/media", 1), ("/desk/articles/new", 4)])
def test_choosers_hints_and_refusals_name_exactly_what_is_taken(app, desk, path, count):
    page = unescape(desk.client.get(path).text)
    choosers = CHOOSER.findall(page)
    names = ", ".join(kind.label for kind in KINDS[:-1]) + f" or {KINDS[-1].label}"

    assert len(choosers) == count
    assert all(f'accept="{ACCEPT}"' in chooser for chooser in choosers)
    assert page.count(f'data-accept="{ACCEPT}"') == page.count('data-behaviour="uploads"')
    assert f"{names}, up to 20 MB each" in page
    assert f"Unsupported file type. Use {names}." in page
