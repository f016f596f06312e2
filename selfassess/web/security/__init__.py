"""Who may do what, and what every request and response must hold: hosts, admission, forged requests, headers, limits.

May know: Flask, Flask-WTF, services. To add a policy: its function in `policies`, with the service that loads what the
address names; its name then stands in `tests/web/routes.csv`.
"""
