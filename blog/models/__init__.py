"""The nouns: columns, constraints, rules of one row, and named queries; one noun a file."""

from blog.models.alert import Alert, AlertKind, AlertState
from blog.models.article import Article, ArticleState, article_topics
from blog.models.delivery import OPEN_STATES, Delivery, DeliveryKind, DeliveryState, SkipReason
from blog.models.heartbeat import Heartbeat
from blog.models.loginsession import LoginSession
from blog.models.passwordreset import PasswordReset
from blog.models.person import Person, Role
from blog.models.picture import Picture, PictureState
from blog.models.ratecount import RateCount
from blog.models.subscriber import Subscriber, SubscriberState
from blog.models.topic import Topic

__all__ = [
    "OPEN_STATES",
    "Alert",
    "AlertKind",
    "AlertState",
    "Article",
    "ArticleState",
    "Delivery",
    "DeliveryKind",
    "DeliveryState",
    "Heartbeat",
    "LoginSession",
    "PasswordReset",
    "Person",
    "Picture",
    "PictureState",
    "RateCount",
    "Role",
    "SkipReason",
    "Subscriber",
    "SubscriberState",
    "Topic",
    "article_topics",
]
