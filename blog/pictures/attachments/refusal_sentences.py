"""Sentences for a person whose file is not taken, and about one that is."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from blog.pictures.inspection.file_refusals import FileNote, FileRefusal

REFUSALS = {
    FileRefusal.EMPTY: _("The file is empty."),
    FileRefusal.UNKNOWN_KIND: _(
        "Unsupported file type. Use PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX, EPUB, CSV, ZIP, MP3, Ogg or M4A."
    ),
    FileRefusal.DAMAGED: _("The file is damaged: it could not be read to its end."),
    FileRefusal.PROTECTED: _("The file is protected by a password. Save it without one and try again."),
    FileRefusal.OLD_OFFICE: _("This is an old Office file. Save it as DOCX, XLSX or PPTX, or as PDF, and try again."),
    FileRefusal.MACROS: _("The document contains macros. Save it without them and try again."),
    FileRefusal.NAMES: _(
        "File names in the archive lead out of it or hide what they are. Rename the files, pack them and try again."
    ),
    FileRefusal.ACTIVE_SIGNED: _("The PDF is signed and runs scripts. Have it signed without scripts and try again."),
    FileRefusal.EXPANDS: _("The file unpacks to far more than its size. It is not taken."),
    FileRefusal.VIDEO: _("The file holds a video. Only sound is taken here."),
    FileRefusal.TOO_MUCH_MEMORY: _("The file is too large to be read. Save it smaller and try again."),
    FileRefusal.TOO_SLOW: _("The file took too long to read. Save it in a simpler form and try again."),
    FileRefusal.FAILED: _("The file could not be stored, through no fault of yours. Try again later."),
    FileRefusal.BUSY: _("Other files are being read at the moment. Try again in a minute."),
}
NOTES = {
    FileNote.SCRIPTS_REMOVED: _("Scripts in the PDF were removed."),
    FileNote.EMBEDDED_REMOVED: _("Files inside the PDF were removed."),
    FileNote.SIGNED: _("The PDF is signed, so it was stored unchanged, with its metadata."),
    FileNote.FORMULAS: _("Some cells begin like formulas, which spreadsheets run. Check that they are meant."),
}


class AttachmentRefused(Exception):
    """The file is not taken; str() of this is a sentence for the person, in the language of the request."""

    def __init__(self, message: "str | LazyString", *, is_temporary: bool = False) -> None:
        super().__init__(message)
        self.is_temporary = is_temporary


def refuse_attachment(refusal: FileRefusal) -> AttachmentRefused:
    """Return the exception to raise for *refusal*."""
    return AttachmentRefused(REFUSALS[refusal], is_temporary=refusal in {FileRefusal.BUSY, FileRefusal.FAILED})
