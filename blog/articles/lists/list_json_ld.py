"""Structured data (schema.org as JSON-LD) of the pages of topics, authors and the staff."""

from collections.abc import Iterable, Sequence
from typing import Any

from blog.articles.pages.lead_photo import picture_card
from blog.articles.pages.list_items import ListItem
from blog.articles.pages.structured_data import CONTEXT, JsonLd, Publisher
from blog.models import Person, Profile, Topic
from blog.web.formatting.article_kinds import kind_of
from blog.web.formatting.public_headline import public_headline


def topic_json_ld(topic: Topic, publisher: Publisher, parts: Sequence[ListItem] = ()) -> JsonLd:
    """Return the page of *topic* as a CollectionPage, that of a series with its *parts* as a CreativeWorkSeries.

    Source: schema.org/CollectionPage, schema.org/CreativeWorkSeries.
    """
    links = publisher.links
    image = picture_card(topic.picture, links).address if topic.picture else ""
    page: dict[str, Any] = {
        "@type": "CollectionPage",
        "name": topic.name,
        "url": links.absolute(f"/topics/{topic.slug}"),
        "description": topic.description,
        "image": image,
        "inLanguage": publisher.language,
        "publisher": publisher.organization(),
    }
    if topic.is_series:
        page |= {"@type": "CreativeWorkSeries", "@id": page["url"], "hasPart": describe_parts(parts, publisher)}
    return without_empty({**CONTEXT, **page})


def describe_parts(parts: Sequence[ListItem], publisher: Publisher) -> list[JsonLd]:
    """Return the parts of a series in their order."""
    address = publisher.links.absolute
    return [
        {
            "@type": kind_of(part).schema_type.value,
            "position": number,
            "headline": public_headline(part),
            "url": address(f"/articles/{part.slug}"),
        }
        for number, part in enumerate(parts, 1)
    ]


def author_json_ld(person: Person, profile: Profile, publisher: Publisher) -> JsonLd:
    """Return the page of an author as a ProfilePage about a Person.

    Source: schema.org/ProfilePage, and what Google asks of profile pages in structured data.
    """
    entity = {**person_json_ld(person, profile, publisher), "worksFor": publisher.organization()}
    if person.is_guest:
        del entity["worksFor"]
    return {**CONTEXT, "@type": "ProfilePage", "inLanguage": publisher.language, "mainEntity": entity}


def team_json_ld(members: Iterable[tuple[Person, Profile, str]], publisher: Publisher) -> JsonLd:
    """Return the staff page as an AboutPage of the newsroom; members come with the address of their page or ""."""
    employees = []
    for person, profile, page in members:
        entity = person_json_ld(person, profile, publisher)
        employees.append(entity if page else {name: value for name, value in entity.items() if name != "url"})
    entity = {**publisher.organization(), "employee": employees}
    return {**CONTEXT, "@type": "AboutPage", "url": publisher.links.absolute("/team"), "mainEntity": entity}


def person_json_ld(person: Person, profile: Profile, publisher: Publisher) -> JsonLd:
    """Return *person* as a schema.org Person; what is empty is left out."""
    links = publisher.links
    entity = {
        "@type": "Person",
        "name": person.name,
        "url": links.absolute(f"/authors/{person.slug}"),
        "jobTitle": profile.role_line,
        "description": person.biography,
        "image": picture_card(profile.picture, links).address if profile.picture else "",
        "email": profile.contact,
        "sameAs": list(profile.links or ()),
    }
    return without_empty(entity)


def without_empty(entity: JsonLd) -> JsonLd:
    """Return *entity* without the properties that say nothing."""
    return {name: value for name, value in entity.items() if value not in ("", [], None)}
