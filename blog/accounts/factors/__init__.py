"""Second factors: passkeys, the authenticator app, recovery codes, and the sign-in that waits for one of them."""
