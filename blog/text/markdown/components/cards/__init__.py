"""Cards of addresses that stand alone on a line: videos, posts, sound, maps, charts and pages."""
