"""Who may do what, and what every request and response must hold: hosts, admission, forged requests, headers, limits.

May know: Flask, Flask-WTF. To add a policy: its member in `routes.Policy` and its rule in `guard.admit`.
"""
