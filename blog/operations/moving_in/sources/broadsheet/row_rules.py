"""What a row must be besides its types: names that lead nowhere else, addresses that run no script, known settings."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from blog.models import FrontPlan
from blog.operations.moving_out.column_values import WrongValue
from blog.pictures.inspection.file_kinds import KINDS
from blog.text.markdown import MAX_LENGTH

Row = Mapping[str, Any]
FOLDER = re.compile(r"[A-Za-z0-9_-]{1,32}")
SLUG = re.compile(r"~?[^\s/\\?#%<>\"'&~]{1,119}")
FORMATS = frozenset({"jpg", "webp", "avif", "png"})
MAX_LISTED = 100
MAX_PIXELS = 100_000


def require(is_right: object, what: str) -> None:
    """Raise WrongValue, which says *what* must be, unless *is_right*."""
    if not is_right:
        raise WrongValue(what)


def check_slug(row: Row) -> None:
    """Require a slug that is one part of an address."""
    require(SLUG.fullmatch(row["slug"]) and row["slug"] not in {".", ".."}, "slug must be one part of an address")


def check_article(row: Row) -> None:
    """Require what every page of an article relies on."""
    check_slug(row)
    require(len(row["body_markdown"]) <= MAX_LENGTH, f"body_markdown must be at most {MAX_LENGTH} characters")
    require(is_web_address(row["canonical_url"]), "canonical_url must be an address on the web")
    chosen = row["social_picture"]
    require(not chosen or FOLDER.fullmatch(chosen), "social_picture must be a name of a folder")
    planned = row["planned_slug"]
    require(planned is None or SLUG.fullmatch(planned), "planned_slug must be one part of an address")
    require(row["base_content"] is None or isinstance(row["base_content"], dict), "base_content must be an object")
    needs_time = row["state"] in {"published", "ended"}
    require(row["published_at"] or not needs_time, "published_at must be given")


def check_picture(row: Row) -> None:
    """Require a folder, and widths and formats that are names of files."""
    require(FOLDER.fullmatch(row["key"]), "key must be a name of a folder")
    require(is_list_of(row["widths"], int) and row["widths"], "widths must be numbers")
    require(all(0 < width <= MAX_PIXELS for width in row["widths"]), "widths must be pixels")
    require(row["width"] > 0 and row["height"] > 0, "width and height must be pixels")
    require(is_list_of(row["formats"], str) and set(row["formats"]) <= FORMATS, "formats must be those of pictures")
    require(0 <= row["focal_x"] <= 100 and 0 <= row["focal_y"] <= 100, "focal points must be per cent")


def check_attachment(row: Row) -> None:
    """Require a folder, a checksum and a kind that is taken."""
    require(FOLDER.fullmatch(row["folder"]) and re.fullmatch(r"[0-9a-f]{32}", row["key"]), "key must be a key")
    require(re.fullmatch(r"[0-9a-f]{64}", row["digest"]), "digest must be SHA-256")
    require(row["kind"] in KINDS, "kind must be one that is taken")
    path = row["transcript_url"]
    require(is_web_address(path) or is_path(path), "transcript_url must be an address on the web")


def check_profile(row: Row) -> None:
    """Require links that lead to the web."""
    require(is_list_of(row["links"], str) and all(map(is_web_address, row["links"])), "links must be addresses")


def check_details(row: Row) -> None:
    """Require an object, as the pages of histories read it."""
    details = row["details"]
    require(isinstance(details, dict), "details must be an object")
    lists = ("topics", "bylines")
    require(all(is_list_of(details.get(name, []), str) for name in lists), "details must name topics and bylines")
    due = details.get("due_at")
    require(due is None or isinstance(due, str), "due_at must be a time")


def check_plan(row: Row) -> None:
    """Require a plan that can be read."""
    try:
        plan = FrontPlan.of_json(row["plan"])
        numbers = [choice.article_id for choice in plan.choices] + list(plan.topics or ())
        zones = [choice.until.tzinfo for choice in plan.choices if choice.until]
        is_plan = row["id"] == 1 and all(isinstance(number, int) for number in numbers) and all(zones)
    except (TypeError, KeyError, ValueError, AttributeError):
        is_plan = False
    require(is_plan, "plan must be one of a front page")


def check_former_address(row: Row) -> None:
    """Require an address that leads to something of this site."""
    require(row["address"].startswith("/"), "address must be a path")
    ends = [row["article_id"], row["picture_id"], row["target"] or None]
    require(sum(end is not None for end in ends) == 1, "it must lead to one thing")
    require(not row["target"] or is_path(row["target"]), "target must be a path of this site")


def check_origin(row: Row) -> None:
    """Require lists, as another import reads them."""
    require(all(is_list_of(loss, str) and len(loss) == 2 for loss in as_list(row["losses"])), "losses must be pairs")
    require(is_list_of(row["links"], str), "links must be addresses")


def check_one(row: Row) -> None:
    """Require the one row of its table."""
    require(row["id"] == 1, "id must be 1")


def as_list(value: Any) -> list[Any]:
    """Return *value* if it is a list, else one that fits nothing."""
    return value if isinstance(value, list) else [None]


def is_list_of(value: Any, kind: type) -> bool:
    """Return whether *value* is a list of not too many of *kind*."""
    is_all = isinstance(value, list) and all(isinstance(one, kind) and not isinstance(one, bool) for one in value)
    return is_all and (kind is str or len(value) <= MAX_LISTED)


def is_web_address(text: str) -> bool:
    """Return whether *text* is empty or an address of http or https in one line."""
    return not text or re.fullmatch(r"https?://[^\s<>\"']+", text) is not None


def is_path(text: str) -> bool:
    """Return whether *text* is a path of this site."""
    return re.fullmatch(r"/(?![/\\])[^\s<>\"'\\]*", text) is not None


RULES: Mapping[str, Callable[[Row], None]] = {
    "articles": check_article,
    "people": check_slug,
    "topics": check_slug,
    "slug_redirects": check_slug,
    "author_redirects": check_slug,
    "topic_redirects": check_slug,
    "pictures": check_picture,
    "attachments": check_attachment,
    "profiles": check_profile,
    "revisions": check_details,
    "article_events": check_details,
    "front_arrangements": check_plan,
    "mailing_rules": check_one,
    "former_addresses": check_former_address,
    "import_origins": check_origin,
}
"""By the name of the table."""
