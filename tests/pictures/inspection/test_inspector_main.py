"""What becomes of each kind of file, by its content alone."""

from pathlib import Path

import pytest

from blog.pictures.inspection import inspector_main
from blog.pictures.inspection.file_refusals import FileNote, FileRefusal, Unacceptable
from blog.pictures.inspection.inspector_main import CLEANED, UPLOAD, InspectionRequest, inspect, try_to_inspect
from tests.pictures import sample_attachments as sample

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def inspected(folder: Path, data: bytes):
    (folder / UPLOAD).write_bytes(data)
    found = inspect(folder, "Annual & report")
    return found, (folder / CLEANED).read_bytes()


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (sample.pdf(), "pdf"),
        (sample.docx(), "docx"),
        (sample.odt(), "odt"),
        (sample.epub(), "epub"),
        (sample.package({"a.txt": "Secret"}), "zip"),
        (sample.CSV, "csv"),
        (sample.mp3(), "mp3"),
        (sample.FRAME * 100, "mp3"),
        (sample.opus(), "ogg"),
        (sample.m4a(), "m4a"),
    ],
)
def test_a_file_is_what_its_content_says(tmp_path, data, suffix):
    assert inspected(tmp_path, data)[0].suffix == suffix


@pytest.mark.parametrize("data", [sample.pdf(), sample.docx(), sample.odt(), sample.mp3(), sample.opus(), sample.m4a()])
def test_nothing_says_who_made_it(tmp_path, data):
    assert b"Secret" not in inspected(tmp_path, data)[1].replace(b"S\0e\0c\0r\0e\0t", b"Secret")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", FileRefusal.EMPTY),
        (b" \n", FileRefusal.EMPTY),
        (sample.HTML, FileRefusal.UNKNOWN_KIND),
        (sample.SVG, FileRefusal.UNKNOWN_KIND),
        (b"MZ" + sample.package({"a": "b"}), FileRefusal.UNKNOWN_KIND),
        (b"GIF89a" + sample.package({"a": "b"}), FileRefusal.UNKNOWN_KIND),
        (PNG, FileRefusal.UNKNOWN_KIND),
        (b"%PDF-1.7 nothing", FileRefusal.DAMAGED),
        (sample.pdf(password="x"), FileRefusal.PROTECTED),
        (sample.signed_pdf(script=True), FileRefusal.ACTIVE_SIGNED),
        (sample.old_word(), FileRefusal.OLD_OFFICE),
        (sample.old_word(protected=True), FileRefusal.PROTECTED),
        (sample.bomb(), FileRefusal.EXPANDS),
        (sample.docx(word__vbaProject_dot_bin=b"macro"), FileRefusal.MACROS),
        (sample.docx()[:-60], FileRefusal.DAMAGED),
        (b"ID3\x04\0\0\0\0\0\0" + bytes(5000), FileRefusal.DAMAGED),
        (sample.m4a(handler=b"vide"), FileRefusal.VIDEO),
        (sample.opus() + sample.opus(stream=8), FileRefusal.DAMAGED),
        (b"just prose, with a comma\nand another line\n", FileRefusal.UNKNOWN_KIND),
    ],
)
def test_what_is_not_taken_is_refused_for_its_reason(tmp_path, data, refusal):
    with pytest.raises(Unacceptable) as refused:
        inspected(tmp_path, data)

    assert refused.value.refusal is refusal


def test_a_pdf_with_scripts_and_files_inside_stays_without_them(tmp_path):
    found, kept = inspected(tmp_path, sample.pdf(script=True, inside=True) + sample.package({"evil.js": "x"}))

    assert set(found.notes) == {FileNote.SCRIPTS_REMOVED, FileNote.EMBEDDED_REMOVED}
    assert b"JavaScript" not in kept
    assert b"evil" not in kept


def test_the_process_answers_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(inspector_main, "limit_resources", lambda *_: None)
    (tmp_path / UPLOAD).write_bytes(sample.SVG)

    request = InspectionRequest("Title", 2**20, 2**29, str(tmp_path / "lock"))
    assert try_to_inspect(request) == {"refusal": "unknown_kind"}
