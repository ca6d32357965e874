"""The web server's side of the application: bodies and heads are waited for outside the threads that answer."""
