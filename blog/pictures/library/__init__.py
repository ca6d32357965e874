"""The picture library at the desk: list, upload, descriptions, focal points, deletion."""
