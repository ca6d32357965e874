"""Repeatable measurements, each against a named yardstick that is measured in the same run."""
