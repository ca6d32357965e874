"""What mails show of corrections."""

from dataclasses import dataclass

from blog.models import Correction, CorrectionKind
from blog.text.cleaning import clean_text


@dataclass(frozen=True)
class Amendment:
    """One correction as mails show it."""

    kind: CorrectionKind
    old_wording: str
    new_wording: str
    explanation: str
    url: str
    """Where it stands under the article."""

    @classmethod
    def of(cls, correction: Correction, article_url: str) -> "Amendment":
        """Return *correction* as mails show it."""
        return cls(
            correction.kind,
            clean_text(correction.old_wording).strip(),
            clean_text(correction.new_wording).strip(),
            clean_text(correction.explanation).strip(),
            f"{article_url}#corrections",
        )
