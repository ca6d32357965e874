"""A message with a link, an encoded subject and a script."""

MESSAGE = (
    b"From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?= <script>\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nPress https://news.example.org/subscriptions/confirm/abc now.\r\n"
    b"--x\r\nContent-Type: text/html\r\n\r\n<p>Press</p><script>alert(1)</script>\r\n--x--\r\n"
)
