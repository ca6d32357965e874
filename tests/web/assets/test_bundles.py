"""Every style sheet and script of static/ is in a bundle, and in none twice."""

from blog.web.assets.asset_files import STATIC
from blog.web.assets.bundles import BUNDLES


def test_each_file_is_in_a_bundle_and_in_none_twice() -> None:
    joined = {part for parts in BUNDLES.values() for part in parts}
    found = {str(file.relative_to(STATIC)) for pattern in ("css/*.css", "js/*.js") for file in STATIC.glob(pattern)}

    assert [name for name, parts in BUNDLES.items() if len(parts) != len(set(parts))] == []
    assert joined == found - {"js/service_worker.js"}  # It has an address of its own.
