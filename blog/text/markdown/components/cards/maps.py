"""Maps of OpenStreetMap and charts of Datawrapper."""

import re
from urllib.parse import SplitResult, parse_qs

PLACE = re.compile(r"(?:^|&)map=([0-9]{1,2})/(-?[0-9]{1,2}(?:\.[0-9]{1,8})?)/(-?[0-9]{1,3}(?:\.[0-9]{1,8})?)(?:&|$)")
DEGREES = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{1,8})?", re.ASCII)
SHARE_OF_WORLD = 2.0
"""Degrees to each side at zoom 8, half of it with each step: about what a column of text shows."""
ZOOM_OF_SHARE = 8
CHART = re.compile(r"/(?:_/)?([0-9A-Za-z]{5})(?:/[0-9]{0,4})?/?", re.ASCII)
MAX_LATITUDE, MAX_LONGITUDE = 85.0, 180.0
"""Where the map of the world ends."""


def find_map(host: str, parts: SplitResult) -> str:
    """Return the address of the frame of the map at *parts*, with its mark; "" where there is none."""
    found = PLACE.search(parts.fragment)
    if host.removeprefix("www.") not in {"openstreetmap.org", "osm.org"} or not found:
        return ""
    zoom, latitude, longitude = int(found[1]), float(found[2]), float(found[3])
    reach = min(SHARE_OF_WORLD * 2.0 ** (ZOOM_OF_SHARE - zoom), MAX_LATITUDE)
    if abs(latitude) > MAX_LATITUDE or abs(longitude) > MAX_LONGITUDE:
        return ""
    west, east = max(longitude - reach, -MAX_LONGITUDE), min(longitude + reach, MAX_LONGITUDE)
    south, north = max(latitude - reach / 2, -MAX_LATITUDE), min(latitude + reach / 2, MAX_LATITUDE)
    box = f"{west:.5f}%2C{south:.5f}%2C{east:.5f}%2C{north:.5f}"
    return f"https://www.openstreetmap.org/export/embed.html?bbox={box}&layer=mapnik{read_marker(parts.query)}"


def read_marker(query: str) -> str:
    """Return the parameter of the mark that the *query* of a map sets; "" where it sets none."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    latitude, longitude = asked.get("mlat", ""), asked.get("mlon", "")
    is_marked = DEGREES.fullmatch(latitude) and DEGREES.fullmatch(longitude)
    return f"&marker={latitude}%2C{longitude}" if is_marked else ""


def find_chart(host: str, parts: SplitResult) -> str:
    """Return the address of the frame of the chart at *parts*; "" where there is none."""
    if host not in {"datawrapper.dwcdn.net", "datawrapper.de", "www.datawrapper.de"}:
        return ""
    found = CHART.fullmatch(parts.path)
    is_published = host == "datawrapper.dwcdn.net" or parts.path.startswith("/_/")
    return f"https://datawrapper.dwcdn.net/{found[1]}/" if found and is_published else ""
