"""`python -m selfassess` is the `selfassess` command."""

from selfassess.cli import main

main(prog_name="selfassess")
