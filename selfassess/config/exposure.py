"""What must be set before anybody but this machine is let in."""

from __future__ import annotations

from selfassess.config.files import key_file
from selfassess.config.problem import SettingsProblem
from selfassess.config.settings import Settings


def require_ready_for_others(settings: Settings) -> None:
    """Raise `SettingsProblem`, naming all that is missing with lines to copy, where others could come in unprepared."""
    if not settings.others_can_reach:
        return
    missing = []
    if not settings.secret_key_given:
        missing.append(
            "  SELFASSESS_SECRET_KEY_FILE or SELFASSESS_SECRET_KEY, which signs the cookies people stay signed in "
            "with.\n  The key that was made at the first start will do:\n\n"
            f"    export SELFASSESS_SECRET_KEY_FILE='{key_file(settings.instance)}'\n"
        )
    if not settings.hosts:
        missing.append(
            "  SELFASSESS_ADDRESS, the address people open, which links in e-mails begin with (further names the site "
            "answers to go into SELFASSESS_HOSTS):\n\n    export SELFASSESS_ADDRESS='https://assess.example.org'\n"
        )
    if missing:
        raise SettingsProblem(
            "Others than this machine could reach the pages, so these settings are needed too:\n\n"
            + "\n".join(missing)
            + "\nTo use it on this machine only, listen on 127.0.0.1 and leave SELFASSESS_HOSTS and SELFASSESS_PROXIES "
            "out."
        )
