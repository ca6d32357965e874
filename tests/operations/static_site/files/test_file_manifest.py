"""The manifest: what is kept, and what a run that was cut short leaves."""

from pathlib import Path

from blog.operations.static_site.files.file_manifest import FileManifest, KnownFile, is_manifest

TEA = KnownFile("articles/tea.html", "/articles/tea", "a" * 64, 12)


def test_it_knows_files_and_what_they_show(tmp_path: Path) -> None:
    with FileManifest(tmp_path / "m") as manifest:
        manifest.put(TEA)
        manifest.set_shown(TEA.name, ["/articles/milk"])
        manifest.set_resolved("/subscribe", "")
        manifest.save()

    with FileManifest(tmp_path / "m") as manifest:
        assert (manifest.find(TEA.name), list(manifest.files())) == (TEA, [TEA])
        assert manifest.shown_by(TEA.name) == {"/articles/milk"}
        assert (manifest.resolved("/subscribe") == "", manifest.resolved("/") == "") == (True, False)


def test_what_was_not_saved_is_forgotten(tmp_path: Path) -> None:
    with FileManifest(tmp_path / "m") as manifest:
        manifest.put(TEA)

    with FileManifest(tmp_path / "m") as manifest:
        assert manifest.find(TEA.name) is None
        manifest.put(TEA)
        manifest.drop(TEA.name)
        assert manifest.find(TEA.name) is None


def test_another_file_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("words")
    FileManifest(tmp_path / "m").connection.close()

    assert (is_manifest(tmp_path / "other"), is_manifest(tmp_path / "none"), is_manifest(tmp_path / "m")) == (
        False,
        False,
        True,
    )
