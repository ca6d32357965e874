"""The words of the ledger are stored: they stay, and fit their columns."""

import pytest

from blog.models import Delivery, DeliveryKind, DeliveryState, SkipReason


def test_the_stored_states_stay() -> None:
    stored = "waiting sending deferred accepted refused bounced skipped uncertain"

    assert " ".join(DeliveryState) == stored


@pytest.mark.parametrize("reason", SkipReason)
def test_a_reason_fits_its_column(reason: SkipReason) -> None:
    assert len(reason) <= Delivery.__table__.c.reason.type.length


def test_kinds_and_states_are_words_of_their_own() -> None:
    assert len({str(kind) for kind in DeliveryKind}) == len(DeliveryKind)
    assert not {str(kind) for kind in DeliveryKind} & {str(state) for state in DeliveryState}
