"""What a site calls itself and how it looks: settings that are chosen at the desk, and read by pages, mails and cards.

site_settings() of `reading` returns them with their types, read once per content version.
To add one, write a field with setting() into the class of its section below `declared/`
(or a new class there, named in `site_settings.py` as a base and in SECTIONS):
form, checks, audit trail and page of the desk follow from that line.
"""
