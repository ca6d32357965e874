"""Order and place of the pages without date."""

from collections.abc import Mapping, Sequence

from blog.database import AnySession
from blog.models import PagePlace, SitePage


def arrange_pages(session: AnySession, order: Sequence[int], places: Mapping[int, PagePlace]) -> None:
    """Put the pages into *order*, by their ids, and each into its place of *places*; the caller commits.

    Ids of no page are left out; pages that *order* does not name come last, as they were.
    """
    pages = {page.article_id: page for page in session.scalars(SitePage.in_order())}
    wanted = [id for id in dict.fromkeys(order) if id in pages]
    rest = [id for id in pages if id not in wanted]
    for position, id in enumerate([*wanted, *rest]):
        pages[id].position = position
        pages[id].place = places.get(id, pages[id].place)


def move_within_place(order: Sequence[int], places: Mapping[int, PagePlace], id: int, step: int) -> list[int]:
    """Return *order* with the page *id* moved by one, up (-1) or down (1), among those of its place."""
    moved = list(order)
    if id not in moved:
        return moved
    beside = [other for other in moved if places.get(other) == places.get(id)]
    place = beside.index(id) + step
    if 0 <= place < len(beside):
        here, there = moved.index(id), moved.index(beside[place])
        moved[here], moved[there] = moved[there], moved[here]
    return moved
