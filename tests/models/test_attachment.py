"""Files of the library."""

from blog.models import Attachment, Role
from tests.factories import make_person


def test_editors_change_all_files_and_others_their_own(app):
    own, editor = make_person(role=Role.CONTRIBUTOR), make_person(role=Role.EDITOR)
    file = Attachment(uploader_id=own.id, folder="f" * 32, digest="0123456789abcdef" * 4, kind="pdf")

    assert [file.is_editable_by(each) for each in (own, editor, make_person())] == [True, True, False]
    assert file.storage_name == f"{'f' * 32}/0123456789abcdef.pdf"
