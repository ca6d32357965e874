"""Menus, languages, redirects and crawled addresses are known before any article is read."""

from pathlib import Path

from blog.operations.moving_in.files.export_files import open_bundle
from blog.operations.moving_in.sources.joomla.joomla_tables import read_tables
from blog.operations.moving_in.sources.joomla.site_addresses import (
    SiteAddresses,
    ancestors,
    read_addresses,
    redirect_losses,
)
from tests.operations.moving_in.sources.joomla.dumps import LANGUAGES, USERS, menu, write_dump

SITE = "https://old.example.org/cms"
ROWS = {
    "content": [{"id": 1}], "users": USERS, "languages": LANGUAGES,
    "extensions": [{"extension_id": 1, "element": "languagefilter", "enabled": 1}],
    "menu": [
        menu(1, "home", "com_x&view=list", home=1), menu(2, "a/b", "com_x&view=list&id=3"),
        menu(3, "gone", "com_x&view=list", published=-2), menu(4, "admin", "com_x&view=list", client_id=1),
    ],
    "redirect_links": [
        {"id": 1, "old_url": "http://old.example.org/cms/Very-old", "new_url": "/cms/index.php/new/", "published": 1},
        {"id": 2, "old_url": "/off", "new_url": "/new", "published": 0},
        {"id": 3, "old_url": "/away", "new_url": "https://elsewhere.example/x", "published": 1},
    ],
}  # fmt: skip


def read(folder: Path, crawled: tuple[str, ...] = ()) -> tuple[SiteAddresses, list[str]]:
    with open_bundle(write_dump(folder, ROWS)) as bundle:
        tables = read_tables(bundle, {"content": "id"}, "content")
    return read_addresses(tables, SITE, crawled), [loss.detail for loss, _place in redirect_losses(tables, SITE)]


def test_menus_give_the_beginnings_of_addresses(tmp_path: Path) -> None:
    addresses, _losses = read(tmp_path)

    assert addresses.bases("com_x", ["list"]) == ["", "home"]
    assert list(addresses.menus_of("com_x", "list", "3")) == ["a/b"]
    assert addresses.prefixes("de-DE") == ["/cms/de", "/cms"]
    assert addresses.prefixes("*") == ["/cms", "/cms/de", "/cms/en"]


def test_redirects_lead_to_what_they_led_to(tmp_path: Path) -> None:
    addresses, losses = read(tmp_path, (f"{SITE}/x/12-Some%20name.html",))

    assert addresses.complete(["/cms/new"], ["12-some name"]) == [
        "/cms/x/12-Some%20name.html",
        "/cms/new",
        "/cms/Very-old",
    ]
    assert losses == ["redirect to https://elsewhere.example/x"]


def test_a_category_in_a_circle_ends() -> None:
    assert ancestors("1", {"1": {"parent_id": "2"}, "2": {"parent_id": "1"}}) == ["1", "2"]
