"""The base of all forms, their time stamps, and resubmission after a rejection."""
