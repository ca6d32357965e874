"""A DNS that says what a test tells it."""

from dataclasses import dataclass, field

from blog.operations.doctor.findings import Diagnosis
from blog.operations.doctor.resolver import LookupFailed


@dataclass
class FakeRecords:
    """Holds records by name; counts what it is asked."""

    text: dict[str, list[str]] = field(default_factory=dict)
    mail: dict[str, list[str]] = field(default_factory=dict)
    address: dict[str, list[str]] = field(default_factory=dict)
    is_away: bool = False
    asked: list[str] = field(default_factory=list)

    def txt_records(self, name: str) -> list[str]:
        return self.answer(self.text, name)

    def mx_hosts(self, name: str) -> list[str]:
        return self.answer(self.mail, name)

    def addresses(self, name: str) -> list[str]:
        return self.answer(self.address, name)

    def answer(self, rows: dict[str, list[str]], name: str) -> list[str]:
        if self.is_away:
            raise LookupFailed(f"The DNS could not be asked for {name} (Timeout).")
        self.asked.append(name)
        return rows.get(name, [])


def severities(findings: list[Diagnosis]) -> list[tuple[str, str]]:
    """What was found about what."""
    return [(finding.subject, finding.severity.value) for finding in findings]
