"""Kinds of files."""

from blog.pictures.inspection.file_kinds import KINDS


def test_nothing_that_browsers_run_is_a_kind():
    assert not {kind.media_type for kind in KINDS.values()} & {"text/html", "image/svg+xml", "application/xhtml+xml"}


def test_only_pdf_and_sound_are_shown_in_place():
    assert {kind.suffix for kind in KINDS.values() if kind.is_inline} == {"pdf", "mp3", "ogg", "m4a"}
