"""The nouns: columns, constraints, rules of one row, and named queries; one noun a file."""

from blog.models.address_change import AddressChange
from blog.models.alert import OPEN_ALERT_STATES, Alert, AlertKind, AlertState
from blog.models.alert_form import AlertForm
from blog.models.article import Article, version_stamp
from blog.models.article_event import ArticleEvent, EventKind
from blog.models.article_kind import ArticleKind, SchemaType
from blog.models.article_links import article_coauthors, article_topics
from blog.models.article_sets import is_among
from blog.models.article_state import PAGE_STATES, READABLE, UNLISTED, ArticleState, ReviewCredit
from blog.models.attachment import Attachment, AttachmentUse
from blog.models.audit_event import AuditEvent, AuditKind
from blog.models.authenticator import Authenticator
from blog.models.author_page import select_authors
from blog.models.backfill_progress import BackfillProgress
from blog.models.backup_run import BackupRun
from blog.models.bounce import Bounce, BounceKind
from blog.models.content_change import FOLLOWED, ContentChange
from blog.models.content_version import ContentVersion
from blog.models.correction import Correction, CorrectionKind
from blog.models.delivery import DECIDED, DELIVERIES, IS_UNGATHERED, OPEN_STATES, Delivery
from blog.models.delivery_state import DeliveryKind, DeliveryPriority, DeliveryState, SkipReason
from blog.models.erased_address import ErasedAddress
from blog.models.error_report import ErrorReport, ReportOutcome
from blog.models.follow import Follow
from blog.models.follow_request import FollowRequest
from blog.models.former_address import FormerAddress
from blog.models.frequency import AlertLevel, Frequency, LowChoice, UrgentChoice
from blog.models.front_arrangement import FrontArrangement, FrontChoice, FrontPlan
from blog.models.heartbeat import Heartbeat
from blog.models.import_origin import ImportOrigin, OriginKind
from blog.models.installation import Installation
from blog.models.list_upload import ListUpload
from blog.models.login_session import LoginSession
from blog.models.mailing_rules import MailingRules
from blog.models.page_views import PageKind, PageViews, Referrals, ViewedPage
from blog.models.passkey import ChallengePurpose, Passkey, PasskeyChallenge
from blog.models.password_reset import PasswordReset
from blog.models.pending_sign_in import PendingSignIn
from blog.models.person import Person, Role
from blog.models.picture import Picture, PictureState
from blog.models.picture_use import DiscardedPicture, PictureUse, PictureWord
from blog.models.podcast import Podcast
from blog.models.preview_link import PreviewLink, Remark
from blog.models.profile import AuthorRedirect, Profile
from blog.models.rate_count import RateCount
from blog.models.reading_time import WORDS_A_MINUTE, minutes_to_read
from blog.models.recovery_code import RecoveryCode
from blog.models.related_article import DueRelation, RelatedArticle
from blog.models.revision import Revision, RevisionKind
from blog.models.row_count import (
    RowCount,
    count_deleted_repeats,
    keep_counts,
    merge_shards,
    read_counts,
    read_kept_counts,
    recount_next,
)
from blog.models.search_entry import record_search_entry
from blog.models.site_check import CheckName, SiteCheck
from blog.models.site_import import ImportStep, SiteImport, StepState
from blog.models.site_page import PageLink, PagePlace, PagePurpose, SitePage, find_page_link, list_page_links
from blog.models.site_setting import SiteSetting
from blog.models.slug_redirect import SlugRedirect
from blog.models.standing_corrections import (
    is_retracted,
    last_correction,
    last_retraction,
    retraction_reason,
    standing,
)
from blog.models.subscriber import Subscriber, SubscriberState, Suppression
from blog.models.suppression_brake import SuppressionBrake
from blog.models.topic import MAX_PARTS, MAX_TOPIC_NAME, Topic, TopicRedirect, topic_key
from blog.models.unmatched_report import UnmatchedReport
from blog.models.working_copy import Presence, WorkingCopy

__all__ = [
    "DECIDED",
    "DELIVERIES",
    "FOLLOWED",
    "IS_UNGATHERED",
    "MAX_PARTS",
    "MAX_TOPIC_NAME",
    "OPEN_ALERT_STATES",
    "OPEN_STATES",
    "PAGE_STATES",
    "READABLE",
    "UNLISTED",
    "WORDS_A_MINUTE",
    "AddressChange",
    "Alert",
    "AlertForm",
    "AlertKind",
    "AlertLevel",
    "AlertState",
    "Article",
    "ArticleEvent",
    "ArticleKind",
    "ArticleState",
    "Attachment",
    "AttachmentUse",
    "AuditEvent",
    "AuditKind",
    "Authenticator",
    "AuthorRedirect",
    "BackfillProgress",
    "BackupRun",
    "Bounce",
    "BounceKind",
    "ChallengePurpose",
    "CheckName",
    "ContentChange",
    "ContentVersion",
    "Correction",
    "CorrectionKind",
    "Delivery",
    "DeliveryKind",
    "DeliveryPriority",
    "DeliveryState",
    "DiscardedPicture",
    "DueRelation",
    "ErasedAddress",
    "ErrorReport",
    "EventKind",
    "Follow",
    "FollowRequest",
    "FormerAddress",
    "Frequency",
    "FrontArrangement",
    "FrontChoice",
    "FrontPlan",
    "Heartbeat",
    "ImportOrigin",
    "ImportStep",
    "Installation",
    "ListUpload",
    "LoginSession",
    "LowChoice",
    "MailingRules",
    "OriginKind",
    "PageKind",
    "PageLink",
    "PagePlace",
    "PagePurpose",
    "PageViews",
    "Passkey",
    "PasskeyChallenge",
    "PasswordReset",
    "PendingSignIn",
    "Person",
    "Picture",
    "PictureState",
    "PictureUse",
    "PictureWord",
    "Podcast",
    "Presence",
    "PreviewLink",
    "Profile",
    "RateCount",
    "RecoveryCode",
    "Referrals",
    "RelatedArticle",
    "Remark",
    "ReportOutcome",
    "ReviewCredit",
    "Revision",
    "RevisionKind",
    "Role",
    "RowCount",
    "SchemaType",
    "SiteCheck",
    "SiteImport",
    "SitePage",
    "SiteSetting",
    "SkipReason",
    "SlugRedirect",
    "StepState",
    "Subscriber",
    "SubscriberState",
    "Suppression",
    "SuppressionBrake",
    "Topic",
    "TopicRedirect",
    "UnmatchedReport",
    "UrgentChoice",
    "ViewedPage",
    "WorkingCopy",
    "article_coauthors",
    "article_topics",
    "count_deleted_repeats",
    "find_page_link",
    "is_among",
    "is_retracted",
    "keep_counts",
    "last_correction",
    "last_retraction",
    "list_page_links",
    "merge_shards",
    "minutes_to_read",
    "read_counts",
    "read_kept_counts",
    "record_search_entry",
    "recount_next",
    "retraction_reason",
    "select_authors",
    "standing",
    "topic_key",
    "version_stamp",
]
