"""Structured data (schema.org as JSON-LD) of the pages of topics, authors and the staff."""

from collections.abc import Iterable

from blog.articles.pages.lead_photo import picture_card
from blog.articles.pages.structured_data import CONTEXT, JsonLd, Publisher
from blog.models import Person, Profile, Topic


def topic_json_ld(topic: Topic, publisher: Publisher) -> JsonLd:
    """Return the page of *topic* as a CollectionPage.

    Source: schema.org/CollectionPage.
    """
    links = publisher.links
    image = picture_card(topic.picture, links).address if topic.picture else ""
    page = {
        "@type": "CollectionPage",
        "name": topic.name,
        "url": links.absolute(f"/topics/{topic.slug}"),
        "description": topic.description,
        "image": image,
        "inLanguage": publisher.language,
        "publisher": publisher.organization(),
    }
    return without_empty({**CONTEXT, **page})


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
