"""`selfassess report`: one answers file, and earlier ones where given, as a printed report or an export."""

from __future__ import annotations

from pathlib import Path

import click

from selfassess.cli.files import refuse_to_replace, write_whole
from selfassess.cli.years import read_years
from selfassess.language import Translator
from selfassess.render.table import RENDERERS, WRITERS, UnknownFormatError, renderer_for
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, build_document
from selfassess.report.material import EarlierYear, gather


@click.command()
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--earlier", multiple=True, type=click.Path(path_type=Path), help="Answers of an earlier year; up to nine."
)
@click.option("--with", "others", multiple=True, type=click.Path(path_type=Path), help="A questionnaire they answer.")
@click.option("--draft", is_flag=True, help="Print the draft watermark.")
@click.option("--document", default=PACK, type=click.Choice(list(DOCUMENTS)), help="Which document; the pack if none.")
@click.option("--annex", "annexes", multiple=True, type=click.Choice(list(ANNEXES)), help="What to put at its end.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help=f"What to write: {' '.join(RENDERERS)}")
def report(
    questionnaire: Path,
    answers: Path,
    earlier: tuple[Path, ...],
    others: tuple[Path, ...],
    draft: bool,
    document: str,
    annexes: tuple[str, ...],
    out: Path,
) -> None:
    """Print ANSWERS to QUESTIONNAIRE as a report; the ending of --out says in which format."""
    try:
        renderer = renderer_for(out.suffix)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from None
    writer = WRITERS.get(out.suffix.lower())
    if writer is None and (document != PACK or annexes):
        raise click.UsageError(f"documents and annexes are written as {', '.join(WRITERS)}, not as {out.suffix}")
    refuse_to_replace((questionnaire, answers, *earlier, *others), out)
    given = read_years(questionnaire, answers, earlier, others)
    source = given.now.source
    t = Translator(source.questionnaire.language)
    for line in given.other_names(t):
        click.echo(line, err=True)
    years = [
        EarlierYear(questionnaire=year.source.questionnaire, sheet=year.sheet, sha256=year.source.sha256)
        for year in given.earlier
    ]
    material = gather(
        source.questionnaire,
        given.now.sheet,
        source.sha256,
        earlier=years[-1] if years else None,
        further=years[:-1],
        between=tuple(given.versions.values()),
        draft=draft,
    )
    data = writer.write(build_document(material, t, document, annexes), t) if writer else renderer.render(material, t)
    write_whole(out, data)
    click.echo(f"{out}: {renderer.name}, {len(data):,} bytes")
