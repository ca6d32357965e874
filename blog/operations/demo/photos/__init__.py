"""The photos of the demo: landscapes that are computed, so that no stranger's picture is shipped."""
