"""PDF without metadata."""

import io

import pikepdf

from blog.pictures.inspection.file_refusals import FileNote
from blog.pictures.inspection.pdf_cleaning import clean_pdf
from tests.pictures import sample_attachments as sample


def test_title_and_accessibility_are_all_that_is_said(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(sample.pdf())

    clean_pdf(source, target, "Annual & report")

    with pikepdf.open(target) as kept, kept.open_metadata() as metadata:
        assert "/Info" not in kept.trailer
        assert (metadata["dc:title"], metadata["pdfuaid:part"]) == ("Annual & report", "1")
        assert "dc:creator" not in metadata


def test_a_signed_pdf_stays_byte_for_byte(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(sample.signed_pdf())

    assert clean_pdf(source, target, "Title") == [FileNote.SIGNED]
    assert target.read_bytes() == source.read_bytes()


def test_actions_within_actions_go_too(tmp_path):
    document = pikepdf.open(io.BytesIO(sample.pdf()))
    inner = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org", Next=[inner])
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].obj.Annots = [annotation]
    document.save(tmp_path / "a")

    assert clean_pdf(tmp_path / "a", tmp_path / "b", "Title") == [FileNote.SCRIPTS_REMOVED]

    with pikepdf.open(tmp_path / "b") as kept:
        (link,) = kept.pages[0].Annots
        assert str(link.A.URI) == "https://example.org"
        assert b"cmd.exe" not in kept.Root.unparse() + link.A.unparse()
