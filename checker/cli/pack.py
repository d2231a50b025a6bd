"""`grondslag pack`: make a pack of your own, try its examples, look over its form, compare it with another."""

import shutil
import sys
import tempfile
from pathlib import Path

import click

from checker.cli.options import form_option, named_form_option, output, plainly, run_date
from checker.cli.output import writable, write
from checker.cli.rendering import as_json, view
from checker.cli.tables import form_for, rendered
from checker.resources import DEFAULT_PACK

FORMATS = ("text", "json")
DIFF_FORMATS = ("text", "md", "html", "xlsx", "csv", "json")
pack_argument = click.argument("pack", metavar="NAAM|MAP")


@click.group()
def pack() -> None:
    """Schrijf een eigen pakket en toets het. / Write a pack of your own and test it.

    \b
    Voorbeeld / example:
      grondslag pack new mijn-wet
      grondslag pack test mijn-wet
      grondslag pack lint mijn-wet
      grondslag pack diff iwlz mijn-wet
    """


@pack.command(name="test")
@plainly
@pack_argument
@form_option(FORMATS)
@output
def test_command(pack: str, form: str, output: Path | None, lang: str) -> None:
    """Voer de voorbeelden van een pakket uit. / Run the examples of a pack.

    \b
    Uitgangscode 0: elk voorbeeld geeft wat het zegt; 1: een niet; 2: kon niet toetsen.
    Exit code 0: each example yields what it says; 1: one does not; 2: could not check.
    """
    writable(output)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.authoring.told import trials_document, trials_text
    from checker.authoring.trial import example_folders, try_examples
    from checker.pack import load_pack

    trials = try_examples(load_pack(pack), example_folders(pack))
    document = trials_document(trials)
    write(as_json(document) if form == "json" else trials_text(document, lang), output)
    sys.exit(0 if all(trial.passed for trial in trials.tried) else 1)


@pack.command()
@plainly
@pack_argument
@form_option(FORMATS)
@output
def lint(pack: str, form: str, output: Path | None, lang: str) -> None:
    """Kijk de vorm van een pakket na. / Look over the form of a pack.

    \b
    Uitgangscode 0: geen fouten (wel misschien advies); 1: fouten; 2: kon niet lezen.
    Exit code 0: no faults (maybe advice); 1: faults; 2: could not read.
    """
    writable(output)
    from checker.authoring.looked_over import look_over
    from checker.authoring.told import faults_document, faults_text

    found = look_over(pack)
    document = faults_document(found)
    write(as_json(document) if form == "json" else faults_text(found, lang), output)
    sys.exit(1 if found.faults else 0)


@pack.command()
@plainly
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
@click.option(
    "--on", "base", default=DEFAULT_PACK, show_default=True, metavar="NAAM|MAP", help="Bouw hierop. / Build on this."
)
@click.option("--sender", "exporter", metavar="PARTIJ", help="Verstrekker. / Sender.")
@click.option("--recipient", "importer", metavar="PARTIJ", help="Ontvanger. / Recipient.")
@click.option("--purpose", "aim", metavar="DOEL", help="Doel. / Purpose.")
@click.option(
    "--from", "start", metavar="JJJJ-MM-DD", help="Geldt vanaf; anders dit jaar. / Holds from; else this year."
)
def new(
    folder: Path,
    base: str,
    exporter: str | None,
    importer: str | None,
    aim: str | None,
    start: str | None,
    lang: str,
) -> None:
    """Maak een pakket met een eerste grondslag en voorbeelden. / Make a pack with a first ground and examples.

    \b
    Voorbeeld / example:
      grondslag pack new mijn-wet --sender CIZ --recipient NZA --purpose onderzoek --from 2026-07-01
    """
    from checker.authoring.overlay import new_overlay, require_name

    require_name(folder)
    day = run_date(start, "--from") if start is not None else run_date(None).replace(month=1, day=1)
    made = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".grondslag-"))
    try:
        new_overlay(made, folder.name, base, exporter, importer, aim, day)
        made.chmod(0o755)
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    files = ", ".join(sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()))
    said = {
        "nl": f"{folder} is gemaakt: {files}. Probeer het: grondslag pack test {folder}",
        "en": f"{folder} was made: {files}. Try it: grondslag pack test {folder}",
    }
    click.echo(said[lang], err=True)


@pack.command(name="diff")
@plainly
@click.argument("old", metavar="OUD")
@click.argument("new", metavar="NIEUW")
@named_form_option(DIFF_FORMATS)
@output
def diff_command(old: str, new: str, form: str | None, output: Path | None, lang: str) -> None:
    """Zeg in woorden wat twee pakketten verschillen. / Tell in words what differs between two packs.

    \b
    Voorbeeld / example:
      grondslag pack diff iwlz ./mijn-wet
      grondslag pack diff iwlz ./mijn-wet --lang en -o wijzigingen.html

    \b
    Uitgangscode 0: vergeleken, ook als alles gelijk is; 2: kon niet vergelijken.
    Exit code 0: compared, even where all is the same; 2: could not compare.
    """
    kind = form_for(form, output, DIFF_FORMATS, ())
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.changes import pack_diff
    from checker.pack import load_pack
    from checker.reports.changes.diff import diff_sheets, diff_text

    document = pack_diff(load_pack(old), load_pack(new))
    if kind == "text":
        seen = view(lang, output)
        write(diff_text(document, lang, seen.width, seen.colour), output)
    else:
        write(rendered(document, kind, lang, diff_sheets), output)
