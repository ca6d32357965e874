"""The source Broadsheet: the export of this program, taken in whole by an empty site, its texts as they are."""
