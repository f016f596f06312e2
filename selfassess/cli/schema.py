"""`selfassess schema`: the JSON Schema of questionnaire files, for editors that complete and check while one types."""

from __future__ import annotations

import json

import click

from selfassess.questionnaire.schema import json_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of questionnaire files.

    Save it, and begin a questionnaire with: # yaml-language-server: $schema=FILE
    """
    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False).encode())
