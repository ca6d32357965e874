"""The second step of a sign-in, sign-in by passkey, and proof of identity (sudo mode) with a second factor."""
