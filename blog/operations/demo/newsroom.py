"""Who writes in the demo newsroom, and about what."""

from dataclasses import dataclass

from blog.models import Role


@dataclass(frozen=True)
class DemoPerson:
    """A member of the demo newsroom."""

    byline: str
    """How the files of articles/ name the author."""
    name: str
    address: str
    role: Role
    biography: str


PEOPLE = (
    DemoPerson(
        "ines",
        "Ines Amrein",
        "desk@ifbg.example.org",
        Role.ADMINISTRATOR,
        "Ines Amrein edits IFBG News. Before she came to the foundation she spent eleven years at a regional "
        "daily, most of them on the desk that closes last. She reads every grant report to the end and likes "
        "the ones best that admit what did not work.",
    ),
    DemoPerson(
        "tomas",
        "Tomás Oyelaran",
        "tomas@ifbg.example.org",
        Role.AUTHOR,
        "Tomás Oyelaran reports from the field for IFBG News: rivers, clinics, schools and the roads between "
        "them. He trained as a hydrologist, still carries a measuring tape, and takes the train wherever "
        "there is one.",
    ),
    DemoPerson(
        "noor",
        "Noor Blankers",
        "noor@ifbg.example.org",
        Role.CONTRIBUTOR,
        "Noor Blankers teaches biology and counts birds before school. She writes for IFBG News when the river "
        "does something new.",
    ),
)

TOPICS = {
    "Grants": "What the foundation funds: calls, decisions, and what became of the money.",
    "Field reports": "Visits to the people and places behind the grants.",
    "Foundation": "The house itself: board, staff, accounts and corrections.",
}
