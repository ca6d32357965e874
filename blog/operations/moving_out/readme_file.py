"""What an export says of itself to the person who opens it."""

README = """\
# A site of Broadsheet

This folder holds a whole site: its texts, its pictures and everything else but secrets.

- `content/` has a file of Markdown for each article and page, with front matter in YAML.
  Hugo, Jekyll, Eleventy and most other programs read it.
- `media/` has the pictures and files, to which the texts link as `/media/...`.
- `data/` has everything, a file for each kind of thing and a line of JSON for each one of them.
  Broadsheet reads this: `broadsheet import FOLDER` on a new, empty site.
- `schema.json` says what is on the lines of `data/`, as JSON Schema.
- `export.json` says what was exported, when, and from where.

What is changed in `content/` is not read by Broadsheet.
Names and mail addresses of the newsroom are in `data/people.jsonl`;
files named `subscribers`, `follows`, `follow_requests`, `address_changes`, `erased_addresses` and `error_reports`
are about readers, and are here only if they were asked for. Keep this folder as you keep the site itself.
"""
