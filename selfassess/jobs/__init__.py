"""Work that is done after the page has answered, or at a time of its own, in processes that nobody waits for.

The table of jobs (`services.jobs`) is the truth; huey only wakes workers, and a sweep makes up for every wake that is
lost. May know: huey, mail, services and below; no Flask. To add a kind: its function and its row in `kinds.KINDS`;
to do it again and again: its row in `services.schedule.SCHEDULE`. What a queued job says never changes its shape: a
new shape is a new kind, and the old one stays for as long as one of it may be waiting.
"""
