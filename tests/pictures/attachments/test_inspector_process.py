"""The process of the inspector itself; other tests inspect without it."""

from pathlib import Path

import pytest

from blog.pictures.attachments import inspector_process
from blog.pictures.attachments.inspector_process import inspect_upload
from blog.pictures.attachments.refusal_sentences import AttachmentRefused
from blog.pictures.inspection.file_refusals import FileRefusal
from blog.pictures.inspection.inspector_main import CLEANED, UPLOAD, InspectionRequest
from tests.pictures import sample_attachments as sample

run_inspector = inspector_process.run_inspector


def request(folder: Path, memory_bytes: int = 2**29) -> InspectionRequest:
    return InspectionRequest("Title", 2**24, memory_bytes, str(folder / "lock" / "file"))


def test_a_process_without_the_application_inspects(tmp_path, monkeypatch):
    monkeypatch.setattr(inspector_process, "run_inspector", run_inspector)
    (tmp_path / UPLOAD).write_bytes(sample.pdf(script=True))

    found = inspect_upload(tmp_path, request(tmp_path))

    assert (found.suffix, found.notes) == ("pdf", ("scripts_removed",))
    assert (tmp_path / CLEANED).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("program", "refusal"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", FileRefusal.TOO_MUCH_MEMORY),
        ("import os; os.abort()", FileRefusal.DAMAGED),
        ("raise OSError", FileRefusal.FAILED),
        ("import time; time.sleep(60)", FileRefusal.TOO_SLOW),
    ],
)
def test_however_the_process_ends_the_upload_is_answered(tmp_path, monkeypatch, program, refusal):
    monkeypatch.setattr(inspector_process, "START", program)
    monkeypatch.setattr(inspector_process, "END_SECONDS", 0.5 if "sleep" in program else 30)

    assert run_inspector(tmp_path, request(tmp_path)) == {"refusal": refusal}


def test_each_refusal_is_a_sentence(app, tmp_path, monkeypatch):
    for refusal in FileRefusal:
        monkeypatch.setattr(inspector_process, "run_inspector", lambda *_, answer=refusal: {"refusal": answer})
        with pytest.raises(AttachmentRefused) as refused:
            inspect_upload(tmp_path, request(tmp_path))
        assert str(refused.value).endswith(".")
        assert refused.value.is_temporary is (refusal in {FileRefusal.BUSY, FileRefusal.FAILED})
