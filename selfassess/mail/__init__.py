"""Letters on their way out: composed so that no word becomes a header, handed to a mail server, a folder or a terminal.

May know: smtplib and the rest of the standard library; no database, no pages: `services.outbox` decides what is sent
when. To add a way to send: its module with a class that has `send`, and its row in `transports.TRANSPORTS`.
"""
