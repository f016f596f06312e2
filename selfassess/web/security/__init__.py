"""Who is there and who may do what; what every request and response must hold: hosts, forms, headers, limits.

May know: Flask, Flask-WTF, Flask-Security, services. To add a policy: its function in `policies`, with the service that
loads what the address names; its name then stands in `tests/web/routes.csv`.
"""
