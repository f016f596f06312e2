"""`selfassess report`: one answers file, and earlier ones where given, as a printed report or an export."""

from __future__ import annotations

from pathlib import Path

import click

from selfassess.cli.files import read_questionnaire, refuse_to_replace, write_whole
from selfassess.cli.years import read_years
from selfassess.language import Translator
from selfassess.render.table import RENDERERS, WRITERS, UnknownFormatError, Writer, renderer_for
from selfassess.report.documents import ANNEXES, DOCUMENTS, PACK, build_document
from selfassess.report.material import EarlierYear, Material, gather

_NO_ANSWERS = "name ANSWERS too: without them only the questionnaire to fill in by hand is printed, by itself"


@click.command()
@click.argument("questionnaire", type=click.Path(path_type=Path))
@click.argument("answers", required=False, type=click.Path(path_type=Path))
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
    answers: Path | None,
    earlier: tuple[Path, ...],
    others: tuple[Path, ...],
    draft: bool,
    document: str,
    annexes: tuple[str, ...],
    out: Path,
) -> None:
    """Print ANSWERS to QUESTIONNAIRE as a report; the ending of --out says in which format.

    The questionnaire to fill in by hand can be printed without ANSWERS.
    """
    try:
        renderer = renderer_for(out.suffix)
    except UnknownFormatError as error:
        raise click.UsageError(str(error)) from None
    writer = WRITERS.get(out.suffix.lower())
    if writer is None and (document != PACK or annexes):
        raise click.UsageError(f"documents and annexes are written as {', '.join(WRITERS)}, not as {out.suffix}")
    if answers is None:
        if earlier or annexes or writer is None:
            raise click.UsageError(_NO_ANSWERS)
        data = _blank(questionnaire, document, writer, out)
    else:
        refuse_to_replace((questionnaire, answers, *earlier, *others), out)
        material, t = _material(questionnaire, answers, earlier, others, draft=draft)
        data = (
            writer.write(build_document(material, t, document, annexes), t) if writer else renderer.render(material, t)
        )
    write_whole(out, data)
    click.echo(f"{out}: {renderer.name}, {len(data):,} bytes")


def _blank(questionnaire: Path, document: str, writer: Writer, out: Path) -> bytes:
    build = DOCUMENTS[document].blank
    if build is None:
        raise click.UsageError(_NO_ANSWERS)
    refuse_to_replace((questionnaire,), out)
    asked = read_questionnaire(questionnaire).questionnaire
    t = Translator(asked.language)
    return writer.write(build(asked, t), t)


def _material(
    questionnaire: Path, answers: Path, earlier: tuple[Path, ...], others: tuple[Path, ...], *, draft: bool
) -> tuple[Material, Translator]:
    """What the files say, and the language of the questionnaire to say it in."""
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
    return material, t
