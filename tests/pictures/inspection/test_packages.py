"""Office documents without metadata, books as they are."""

import zipfile

import pytest

from blog.pictures.inspection.file_refusals import FileRefusal, Unacceptable
from blog.pictures.inspection.packages import clean_package
from tests.pictures import sample_attachments as sample


def clean(folder, data: bytes) -> zipfile.ZipFile:
    (folder / "a").write_bytes(data)
    clean_package(folder / "a", folder / "b", "A & <b>")
    return zipfile.ZipFile(folder / "b")


@pytest.mark.parametrize(("data", "meta"), [(sample.docx(), "docProps/core.xml"), (sample.odt(), "meta.xml")])
def test_the_words_stay_and_the_title_is_the_public_one(tmp_path, data, meta):
    with zipfile.ZipFile(tmp_path / "x", "w"), clean(tmp_path, data) as kept:
        names = [entry.filename for entry in kept.infolist()]
        assert "Words" in "".join(kept.read(name).decode() for name in names)
        assert "<dc:title>A &amp; &lt;b&gt;</dc:title>" in kept.read(meta).decode()
        assert {entry.date_time[0] for entry in kept.infolist()} == {1980}


def test_the_type_of_an_open_document_stays_first_and_unpacked(tmp_path):
    with clean(tmp_path, sample.odt()) as kept:
        first = kept.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (sample.odt(**{"META-INF__manifest_dot_xml": "<manifest:encryption-data/>"}), FileRefusal.PROTECTED),
        (sample.epub(**{"META-INF__rights.xml": "x"}), FileRefusal.PROTECTED),
        (sample.odt(Basic__Standard__Module1_dot_xml="Sub"), FileRefusal.MACROS),
        (sample.docx(**{"__dot__x": "y", "..__.._dot_x": "y"}), FileRefusal.NAMES),
        (sample.package({"photo\u202egnp.exe": "MZ"}), FileRefusal.NAMES),
        (sample.package({"..\\..\\start.bat": "x"}), FileRefusal.NAMES),
        (sample.package({"C:/start.bat": "x"}), FileRefusal.NAMES),
        (sample.package({"/etc/passwd": "x"}), FileRefusal.NAMES),
        (sample.package({"zeros.txt": bytes(60 * 2**20)}), FileRefusal.EXPANDS),
    ],
)
def test_protected_active_and_misleading_packages_are_refused(tmp_path, data, refusal):
    with pytest.raises(Unacceptable) as refused:
        clean(tmp_path, data)

    assert refused.value.refusal is refusal


def test_a_book_and_an_archive_stay_as_they_are(tmp_path):
    for data in (sample.epub(), sample.package({"secret.bin": b"\0" * 10})):
        clean(tmp_path, data).close()
        assert (tmp_path / "b").read_bytes() == data
