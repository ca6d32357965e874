"""Which files of static/ are joined to which style sheet or script, in their order."""

SITE_STYLES = (
    "tokens", "contrast", "base", "layout", "masthead", "type", "buttons", "forms", "notices", "controls",
    "display_preferences", "player", "article", "article_grid", "article_foot", "contents", "prose", "figure",
    "information", "questions", "action", "focal_point", "embed", "pull_quote", "card", "story_list", "pager", "panel",
    "subscriptions", "preferences", "footer", "corrections", "offline", "print", "forced_colours",
)  # fmt: skip
FRONT_STYLES = ("front",)
PICTURE_STYLES = ("gallery", "picture_viewer", "comparison", "file_card")
"""For articles with a gallery, a comparison or a file alone."""
PAGE_STYLES = (
    *PICTURE_STYLES,
    "list_head",
    "team",
    "topic_rows",
    "form_page",
    "differences",
    "preview_links",
    "search",
)
"""Of pages that are neither the front page nor an article, which are light without them."""
DESK_STYLES = (
    "icons", "shell", "desk", "rows", "order_list", "front_desk", "dashboard", "page_menu", "articles_search", "finder",
    "ledger", "alert",
    "publication", "link_previews", "readers", "history", "reports", "review", "people", "media", "uploads", "files",
    "topic_list", "arrange",
    "settings", "first_steps", "statistics", "moving", "backups",
)  # fmt: skip
WRITING_STYLES = (
    *PICTURE_STYLES, "icons", "desk", "page_menu", "finder", "review", "media", "uploads", "files", "glyphs", "editor",
    "editor_bar", "editor_findings", "lead_photo", "details_drawer", "link_previews", "toolbar",
)  # fmt: skip
"""Of the writing page, which loads them instead of the desk's: it has no header, no lists and no tables."""
SHEET_STYLES = ("sheet", "sheet_bars", "sheet_islands", "sheet_signs")
"""Of the rich text editor; the page loads them only with its script."""
SITE_SCRIPTS = (
    "reader_preferences", "display_preferences", "dismiss", "read_aloud", "share", "offline_button",
    "changes_since_visit", "error_report_links", "embed_player",
    "printed_answers", "relative_times", "time_zones",
)  # fmt: skip
DESK_SCRIPTS = (
    "combobox", "go_to", "menu", "selection", "filters", "letter_keys", "row_keys", "file_chooser",
    "uploads", "upload_drop", "focal_point", "sortable", "unsent_text", "alert_progress",
    "front_preview", "found_while_typing", "settings_preview", "import_upload", "import_progress", "tabs_in_view",
)  # fmt: skip
WRITING_SCRIPTS = (
    "text_input", "toolbar", "formatting", "tab_key", "list_keys", "table_keys", "enter_key", "delete_keys",
    "line_styles", "word_count", "combobox", "finder", "go_to", "editor_fields", "details_drawer", "link_preview",
    "writing_keys", "editing_mode", "paste", "preview", "uploads", "inline_pictures", "lead_photo", "share_picture",
    "picture_chooser", "attachment_chooser",
    "unsaved_changes", "autosave", "save_in_place", "unsent_text", "relative_times", "time_zones", "file_chooser",
    "menu", "findings", "outline", "topic_field",
)  # fmt: skip
PICTURE_SCRIPTS = ("picture_viewer", "picture_comparison")
"""For articles with a gallery or a comparison alone."""
LATER_SCRIPTS = ("offline_store", "offline_list", "speech", "browser_zone", "passkey", "static_search")
"""Modules that pages load alone, most of them when a reader first asks for what they do."""
SITE_SHEET, DESK_SHEET = "site.css", "own_look.css"
"""The same rules with and without the theme: pages of the desk do not depend on it."""
READER_SHEETS = {
    SITE_SHEET: SITE_STYLES,
    "front.css": (*SITE_STYLES, *FRONT_STYLES),
    "pictures.css": (*SITE_STYLES, *PICTURE_STYLES),
}
"""With the look of the site, one a page: over HTTP/1.1 a second sheet needs a connection of its own."""
BUNDLES = {
    **{sheet: tuple(f"css/{name}.css" for name in styles) for sheet, styles in READER_SHEETS.items()},
    DESK_SHEET: tuple(f"css/{name}.css" for name in SITE_STYLES),
    "pages.css": tuple(f"css/{name}.css" for name in PAGE_STYLES),
    "desk.css": tuple(f"css/{name}.css" for name in DESK_STYLES),
    "writing.css": tuple(f"css/{name}.css" for name in WRITING_STYLES),
    "sheet.css": tuple(f"css/{name}.css" for name in SHEET_STYLES),
    "site.js": tuple(f"js/{name}.js" for name in SITE_SCRIPTS),
    "desk.js": tuple(f"js/{name}.js" for name in DESK_SCRIPTS),
    "writing.js": tuple(f"js/{name}.js" for name in WRITING_SCRIPTS),
    "pictures.js": tuple(f"js/{name}.js" for name in PICTURE_SCRIPTS),
    **{f"{name}.js": (f"js/{name}.js",) for name in LATER_SCRIPTS},
}
