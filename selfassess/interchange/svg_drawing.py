"""Draws an SVG as PNG in a process of its own, which ends by force when that takes too long or too much."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress

from selfassess.interchange.package import UnreadableError
from selfassess.language import Translator

_SECONDS = 20
_CPU_SECONDS = 4
"""A logo takes some hundredths; the time of the clock is long, because a machine may have much to do."""
_MEMORY = 1024**3


def draw_svg(svg: str, t: Translator) -> bytes:
    """The picture in the size that the SVG says. Raises `UnreadableError` where nobody can draw it in some seconds."""
    # Safe path: what lies in the folder it is started in cannot take the place of ours. Not isolated: then it would not
    # be found where it was installed for one user alone.
    command = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(command, input=svg.encode(), capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603 - our own program
    except subprocess.SubprocessError:
        raise UnreadableError(t("The SVG could not be drawn. Save it as PNG.")) from None
    return done.stdout


def _limit() -> None:
    """Bind this process; systems without such limits have the time limit alone."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_CPU, _CPU_SECONDS), (resource.RLIMIT_AS, _MEMORY)):
        with suppress(ValueError, OSError):  # macOS knows the second, and refuses it
            resource.setrlimit(limit, (most, most))


def _main() -> None:
    import resvg_py

    svg = sys.stdin.buffer.read().decode()
    _limit()
    sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))


if __name__ == "__main__":
    _main()
