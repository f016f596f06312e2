"""How this program runs: `SELFASSESS_…` variables and the instance folder become one frozen `Settings`.

Anything not understood stops the start with words. May know: pydantic, and of the store and the mail room whether an
address is one. To add a setting: its field in `variables` with what it may be, its meaning in `settings.Settings`,
its row in README's table.
"""

from selfassess.config.exposure import require_ready_for_others
from selfassess.config.files import default_instance
from selfassess.config.problem import SettingsProblem
from selfassess.config.settings import Settings, load_settings

__all__ = [
    "Settings",
    "SettingsProblem",
    "default_instance",
    "load_settings",
    "require_ready_for_others",
]
