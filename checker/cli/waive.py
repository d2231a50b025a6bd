"""`grondslag waive`: write down that a finding is accepted until a day."""

from dataclasses import replace
from pathlib import Path

import click

from checker.cli.options import plainly, registries_argument, requested, run_date
from checker.cli.output import writable, write
from checker.cli.streaming import found_in_streams
from checker.request import Request

FILE = Path("waivers.yaml")


@click.command()
@plainly
@registries_argument
@click.option("--id", "identifier", required=True, metavar="KENMERK", help="Welke uitwisseling. / Which exchange.")
@click.option(
    "--rule",
    required=True,
    metavar="CODE",
    help="Code van de regel, uit het rapport. / Code of the rule, from the report.",
)
@click.option("--reason", required=True, metavar="TEKST", help="Waarom. / Why.")
@click.option(
    "--owner", required=True, metavar="NAAM", help="Wie zorgt dat het wordt opgelost. / Who sees to mending it."
)
@click.option(
    "--approved-by", required=True, metavar="NAAM", help="Wie akkoord gaf: rol en naam. / Who approved: role and name."
)
@click.option("--until", required=True, metavar="JJJJ-MM-DD", help="De laatste dag. / The last day.")
@click.option(
    "--date",
    "day",
    metavar="JJJJ-MM-DD",
    help="De eerste dag; anders de toetsdatum. / The first day; else the run date.",
)
@click.option(
    "--whole-rule",
    is_flag=True,
    help="Ook als de bevinding verandert; anders alleen zoals zij nu is. / Also when the finding changes; else only as"
    " it is now.",
)
@click.option(
    "--waivers",
    type=click.Path(path_type=Path),
    default=FILE,
    show_default=True,
    metavar="BESTAND",
    help="Het bestand dat wordt aangevuld. / The file that is added to.",
)
@requested
def waive(
    registries: tuple[str, ...],
    identifier: str,
    rule: str,
    reason: str,
    owner: str,
    approved_by: str,
    until: str,
    day: str | None,
    whole_rule: bool,
    waivers: Path,
    request: Request,
    lang: str,
) -> None:
    """Aanvaard een bevinding tot een dag. / Waive a finding until a day.

    De uitkomst verandert niet; check --waivers telt de bevinding niet meer mee. / The outcome does not change; check
    --waivers counts the finding no longer.

    \b
    Voorbeeld / example:
      grondslag waive register.xlsx --id E1 --rule NZ101 --reason "Norm wordt herzien" --owner "Team gegevens" \\
        --approved-by "Functionaris gegevensbescherming" --until 2027-03-31
    """
    writable(waivers)
    # Loaded here, so that --help and a wrong option answer at once.
    from checker.api import check_all, pack_of
    from checker.follow_up.waiving import added, entries, require_sound

    details = {
        "reason": reason.strip(),
        "owner": owner.strip(),
        "approved_by": approved_by.strip(),
        "date": (run_date(day, "--date") if day is not None else request.day).isoformat(),
        "until": run_date(until, "--until").isoformat(),
    }
    require_sound(details, request.day)
    known = replace(request, pack=pack_of(request))
    document = found_in_streams(registries, identifier, known) or check_all(registries, known).document
    new = entries(document, identifier, rule, details, whole_rule)
    write(added(waivers, new), waivers)
    said = {
        "nl": f"{waivers}: aanvaard tot en met {details['until']}: {identifier}, {rule} ({len(new)}).",
        "en": f"{waivers}: waived until {details['until']}: {identifier}, {rule} ({len(new)}).",
    }
    click.echo(said[lang], err=True)
