"""Whom an alert has reached, so that a correction can go to exactly them."""

from sqlalchemy import Select, select

from blog.models import Alert, Delivery, DeliveryState

HAS_IT = (DeliveryState.ACCEPTED, DeliveryState.UNCERTAIN)


def who_received(alert: Alert) -> Select[int | None]:
    """Select the keys of the subscribers who have *alert*, or may have: by a message of its own or in a digest.

    What becomes of a digest is written into the rows that it carries. Who
    has been erased since is nobody any more; what bounced was not received.
    """
    mine = select(Delivery.subscriber_id).where(Delivery.alert_id == alert.id, Delivery.state.in_(HAS_IT))
    return mine.where(Delivery.subscriber_id.is_not(None))
