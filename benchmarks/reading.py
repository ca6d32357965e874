"""What a page costs, against the same application answering /healthz; and what it weighs."""

from collections.abc import Iterator

from flask.testing import FlaskClient

from benchmarks.stage import ADDRESS, add_article, set_stage, time_of

ROUNDS = 200


def measure() -> Iterator[str]:
    """Yield a line for each page."""
    with set_stage() as app:
        add_article()
        client = app.test_client()
        yardstick = time_of(lambda: client.get("/healthz", base_url=ADDRESS), ROUNDS)
        for name, path in (("front page", "/"), ("article", "/articles/budget")):
            took = time_of(lambda path=path: client.get(path, base_url=ADDRESS), ROUNDS)  # type: ignore[misc]
            weight = sum(weigh(client, address) for address in (path, *assets_of(client, path)))
            yield f"{name}: {took * 1000:.1f} ms, {took / yardstick:.1f} of /healthz; {weight:,} bytes with br"


def weigh(client: FlaskClient, path: str) -> int:
    """Return the bytes of a body as brotli sends it."""
    return len(client.get(path, base_url=ADDRESS, headers={"Accept-Encoding": "br"}).data)


def assets_of(client: FlaskClient, path: str) -> list[str]:
    """Return the style sheets and scripts of a page."""
    page = client.get(path, base_url=ADDRESS).get_data(as_text=True)
    return sorted({part.split('"')[0] for part in page.split('"') if part.startswith("/assets/")})
