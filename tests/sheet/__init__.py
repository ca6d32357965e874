"""Tests of the rich sheet's document: what is opened, changed and written, by its own modules in Node."""
