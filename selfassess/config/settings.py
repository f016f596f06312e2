"""Environment and instance folder become one frozen `Settings`, failing loudly on anything that is not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from selfassess.config.files import default_instance, given_key, made, own_key
from selfassess.config.problem import SettingsProblem
from selfassess.config.variables import Variables, host_of, is_this_machine, variables_in
from selfassess.services.copy_folder import CopyFolder
from selfassess.store.database import sqlite_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this program runs. `instance` exists and can be written; `secret_key` is the same for all its processes."""

    instance: Path
    database_url: str = field(repr=False)  # may hold a password
    host: str
    """The address it listens on."""
    port: int
    address: str | None
    """Where people open it, such as `https://assess.example.org`; None where that is where it listens."""
    hosts: tuple[str, ...]
    """The names it answers to besides those of this machine, in lower case, without a port."""
    proxies: int
    """How many proxies stand before it, whose word on who asks and for which name is taken."""
    secret_key: str = field(repr=False)
    secret_key_given: bool
    """Whether somebody chose the key, rather than the program making one in the instance."""
    secret_key_fallbacks: tuple[str, ...] = field(repr=False)
    """Keys of before, whose signatures still count."""
    mail: str = field(repr=False)  # may hold a password
    """How messages are sent, as `mail.transports` reads it."""
    mail_from: str
    """Whom messages come from."""
    queue: str = field(repr=False)  # may hold a password
    """`sqlite`, `postgresql` or the address of a Redis."""
    copies: CopyFolder
    """Where safe copies are kept; one is made every day where somebody named the folder."""
    log: str
    """`quiet`, `text` or `json`, as `config.logs` writes it."""
    slow_query_ms: int | None
    """From how many milliseconds on a statement is logged; None: none is."""
    metrics: str | None = field(repr=False)
    """`this-machine`, or the token with which `/metrics` may be asked for; None where there is no such page."""
    security_contact: str | None
    """Where to report a weakness: an address that begins with `mailto:`, `https:` or `tel:`."""

    @property
    def others_can_reach(self) -> bool:
        """Whether anybody but this machine may come: it listens to others, or something stands before it for them."""
        return not is_this_machine(self.host) or bool(self.hosts) or self.proxies > 0

    @property
    def base_address(self) -> str:
        """What links in messages begin with, unless another port had to be taken."""
        if self.address:
            return self.address
        host = self.hosts[0] if self.hosts else f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def load_settings(environ: Mapping[str, str]) -> Settings:
    """Read the `SELFASSESS_…` variables, make the instance folder and its secret key; raises `SettingsProblem`."""
    variables = variables_in(environ)
    fault = _fault_between(variables)
    if fault:
        raise SettingsProblem(fault)
    instance = made(variables.instance or default_instance())
    chosen = given_key(variables.secret_key_file) if variables.secret_key_file else variables.secret_key
    return Settings(
        instance=instance,
        database_url=variables.database_url or sqlite_url(instance / "selfassess.sqlite3"),
        host=variables.host,
        port=variables.port,
        address=variables.address,
        hosts=_hosts(variables),
        proxies=variables.proxies,
        secret_key=chosen or own_key(instance),
        secret_key_given=chosen is not None,
        secret_key_fallbacks=variables.secret_key_fallbacks,
        mail=variables.mail,
        mail_from=variables.mail_from or "selfassess <no-reply@selfassess>",
        queue=variables.queue,
        copies=CopyFolder(
            path=(variables.backups or instance / "backups").expanduser().absolute(),
            kept=variables.backups_kept,
            daily=variables.backups is not None,
        ),
        log=variables.log,
        slow_query_ms=variables.slow_query_ms,
        metrics=variables.metrics,
        security_contact=variables.security_contact,
    )


def _fault_between(variables: Variables) -> str | None:
    """What is wrong with variables that are right each for itself."""
    if variables.secret_key and variables.secret_key_file:
        return "SELFASSESS_SECRET_KEY and SELFASSESS_SECRET_KEY_FILE are both set: keep one of them."
    if variables.mail not in ("folder", "console") and not variables.mail_from:
        return "SELFASSESS_MAIL names a mail server, so SELFASSESS_MAIL_FROM must say whom messages come from."
    if variables.queue == "postgresql" and not (variables.database_url or "").startswith("postgresql"):
        return "SELFASSESS_QUEUE is postgresql, but SELFASSESS_DATABASE_URL names no PostgreSQL database."
    return None


def _hosts(variables: Variables) -> tuple[str, ...]:
    """Those named, and the one in the address, once each."""
    of_address = (host_of(variables.address),) if variables.address else ()
    named = (*of_address, *variables.hosts)
    return tuple(dict.fromkeys(host for host in named if not is_this_machine(host.strip("[]"))))
