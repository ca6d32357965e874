"""The article editor: saving, autosave and recovery, presence, pictures, link finder, previews."""
