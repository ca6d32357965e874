"""Exports that are refused, with the sentence for the operator."""


class ExportRefused(Exception):
    """Nothing is taken in; str() of this says why, in a sentence."""
