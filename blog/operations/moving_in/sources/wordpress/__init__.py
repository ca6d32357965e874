"""WordPress: WXR, the export of its tools, versions 1.0 to 1.2."""
