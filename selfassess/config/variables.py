"""Every `SELFASSESS_…` variable there is, and what each may be; any other one is a mistake and is said."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from selfassess.config.problem import SettingsProblem
from selfassess.store.database import fault_of_url

PREFIX = "SELFASSESS_"
SHORTEST_KEY = 32
LOGS = ("quiet", "text", "json")
METRICS_HERE = "this-machine"

_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
_MAIL_ADDRESS = re.compile(r"[^@\s:/]+@[^@\s:/]+")


def _database_url(url: str) -> str:
    fault = fault_of_url(url)
    if fault:
        raise ValueError(fault)
    return url


def fault_of_host(host: str) -> str | None:
    """Why pages cannot be asked for under this name, as the end of a sentence about it; None where they can."""
    if _NAME.fullmatch(host) or _is_ip(host):
        return None
    return f"holds “{host}”, which is no host name. Write names such as assess.example.org, without https:// or a port."


def _is_ip(host: str) -> bool:
    try:
        IPv6Address(host[1:-1]) if host.startswith("[") and host.endswith("]") else IPv4Address(host)
    except ValueError:
        return False
    return True


def _listened_to(host: str) -> str:
    host = host.strip("[]").lower()
    if not (_NAME.fullmatch(host) or _is_ip(host) or _is_ip(f"[{host}]")):
        raise ValueError("must be an address of this machine: 127.0.0.1 for it alone, 0.0.0.0 for all its networks.")
    return host


def _hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    for host in hosts:
        if fault := fault_of_host(host):
            raise ValueError(fault)
    return hosts


def _address(address: str) -> str:
    mend = "must be the address people open, such as https://assess.example.org, without a path."
    try:
        parts = urlsplit(address.strip().lower())
        rest = (parts.username, parts.password, parts.path.strip("/"), parts.query, parts.fragment, parts.port == 0)
    except ValueError:
        raise ValueError(mend) from None
    if parts.scheme not in ("http", "https") or any(rest) or fault_of_host(host_of(address)):
        raise ValueError(mend)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(address: str) -> str:
    """The name in an address, in lower case and as it stands in a request: IPv6 in brackets, no port."""
    name = urlsplit(address.strip().lower()).hostname or ""
    return f"[{name}]" if ":" in name else name


def is_this_machine(host: str) -> bool:
    """Whether this name or IP address reaches no further than the machine itself."""
    try:
        return host.lower() == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _long_enough(key: str) -> str:
    if len(key) < SHORTEST_KEY or not key.isascii():
        raise ValueError(f"must have at least {SHORTEST_KEY} characters, random and without accents.")
    return key


def _keys(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_long_enough, keys))


def _mail(mail: str) -> str:
    from selfassess.mail.transports import open_transport  # not at every start: smtplib and what it needs take a while

    open_transport(mail, Path())
    return mail


def _mail_from(sender: str) -> str:
    from selfassess.mail.letter import address_of  # the same
    from selfassess.mail.problems import PermanentProblem

    try:
        address_of(sender)
    except PermanentProblem:
        raise ValueError("must be one e-mail address, such as Self-assessment <assess@example.org>.") from None
    return sender


def _queue(queue: str) -> str:
    if queue not in ("sqlite", "postgresql") and not queue.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("must be sqlite, postgresql (the server of the database), or redis://host:port/0.")
    return queue


def _log(kind: str) -> str:
    if kind not in LOGS:
        raise ValueError(f"must be one of {', '.join(LOGS)}.")
    return kind


def _metrics(who: str) -> str:
    if who != METRICS_HERE and not (len(who) >= SHORTEST_KEY and re.fullmatch(r"[!-~]+", who)):
        raise ValueError(f"must be {METRICS_HERE}, or a token of at least {SHORTEST_KEY} characters without blanks.")
    if importlib.util.find_spec("prometheus_client") is None:
        raise ValueError('needs a library that is not installed. Install it with: pip install "selfassess[metrics]"')
    return who


def _contact(contact: str) -> str:
    if _MAIL_ADDRESS.fullmatch(contact):
        return f"mailto:{contact}"
    if not re.fullmatch(r"(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+?[0-9-]+)", contact):
        raise ValueError("must be an e-mail address, or an address that begins with https:, mailto: or tel:.")
    return contact


def _listed(text: object) -> object:
    return tuple(re.split(r"[,\s]+", text.strip(", \t\n"))) if isinstance(text, str) else text


_List = BeforeValidator(_listed)
_Lower = BeforeValidator(lambda text: text.lower() if isinstance(text, str) else text)


class Variables(BaseModel):
    """The variables, each after the prefix in lower case."""

    # pydantic-settings reads the environment leniently: it never sees, and so never reports, a misspelt variable.
    model_config = ConfigDict(extra="forbid")

    instance: Path | None = None
    database_url: Annotated[str, AfterValidator(_database_url)] | None = None
    host: Annotated[str, AfterValidator(_listened_to)] = "127.0.0.1"
    port: int = Field(default=5000, ge=1, le=65535)
    address: Annotated[str, AfterValidator(_address)] | None = None
    hosts: Annotated[tuple[str, ...], AfterValidator(_hosts), _List, _Lower] = ()
    proxies: int = Field(default=0, ge=0, le=9)
    secret_key: Annotated[str, AfterValidator(_long_enough)] | None = None
    secret_key_file: Path | None = None
    secret_key_fallbacks: Annotated[tuple[str, ...], AfterValidator(_keys), _List] = ()
    mail: Annotated[str, AfterValidator(_mail)] = "folder"
    mail_from: Annotated[str, AfterValidator(_mail_from)] | None = None
    queue: Annotated[str, AfterValidator(_queue)] = "sqlite"
    backups: Path | None = None
    backups_kept: int = Field(default=14, ge=1, le=1000)
    log: Annotated[str, AfterValidator(_log), _Lower] = "quiet"
    slow_query_ms: int | None = Field(default=None, ge=0, le=3_600_000)
    metrics: Annotated[str, AfterValidator(_metrics)] | None = None
    security_contact: Annotated[str, AfterValidator(_contact)] | None = None


_NUMBERS = {
    "port": "from 1 to 65535",
    "proxies": "from 0 to 9",
    "backups_kept": "from 1 to 1000",
    "slow_query_ms": "of milliseconds, from 0 to 3600000",
}


def variables_in(environ: Mapping[str, str]) -> Variables:
    """The variables set there; an empty one counts as not set, which is how compose files leave one out."""
    given = {
        name.upper().removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.upper().startswith(PREFIX) and value
    }
    try:
        return Variables.model_validate(given)
    except ValidationError as error:
        raise SettingsProblem("\n".join(_in_words(one) for one in error.errors())) from None


def _in_words(error: Any) -> str:
    name = PREFIX + str(error["loc"][0]).upper()
    if error["type"] == "extra_forbidden":
        known = ", ".join(PREFIX + field.upper() for field in Variables.model_fields)
        return f"{name} is not a setting of selfassess; there are {known}."
    if error["type"] == "value_error":
        return f"{name} {error['ctx']['error']}"
    return f"{name} must be a whole number {_NUMBERS[error['loc'][0]]}."  # no other value can be wrong in its type
