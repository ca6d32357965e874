"""Sentences about files."""

from blog.pictures.attachments.refusal_sentences import NOTES, REFUSALS
from blog.pictures.inspection.file_refusals import FileNote, FileRefusal


def test_every_reason_and_every_note_has_its_sentence():
    assert (set(REFUSALS), set(NOTES)) == (set(FileRefusal), set(FileNote))
