"""Say in one sentence, in the user's language, what is wrong with the words of a command, with exit code 2."""

import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click

LANGUAGES = ("nl", "en")


def fail(texts: dict[str, str], language: str) -> None:
    """Print the one sentence of an error and leave with exit code 2."""
    click.echo(f"grondslag: {texts[language]}", err=True)
    sys.exit(2)


class Commands(click.Group):
    """A group of commands whose usage errors are one sentence."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run a command; click's own errors of usage come out in the language asked for."""
        words = list(sys.argv[1:] if args is None else args) or ["--help"]
        try:
            done = super().main(words, *rest, **(options | {"standalone_mode": False}))
        except click.UsageError as error:
            fail(_sentence(error), _language(words))
        except click.Abort:
            sys.exit(130)
        sys.exit(done if isinstance(done, int) else 0)


def _language(words: Sequence[str]) -> str:
    """Return the language that the words ask for, read from them as they stand: they could not be parsed."""
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return next((language for language in asked if language in LANGUAGES), LANGUAGES[0])


def _sentence(error: click.UsageError) -> dict[str, str]:
    name = error.param.human_readable_name if isinstance(error, click.BadParameter) and error.param else ""
    option = f"--{name.replace('_', '-')}"
    if isinstance(error, click.MissingParameter):
        return {"nl": f"noem {name}. Zie --help.", "en": f"name {name}. See --help."}
    if isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        option = max(error.param.opts, key=len)
        choices = ", ".join(error.param.type.choices)
        return {"nl": f"die waarde van {option} bestaat niet: kies uit {choices}.",
                "en": f"that value of {option} does not exist: choose from {choices}."}  # fmt: skip
    if isinstance(error, click.NoSuchOption):
        near = f" ({', '.join(sorted(error.possibilities))}?)" if error.possibilities else ""
        return {"nl": f"optie {error.option_name} bestaat niet{near}. Zie --help.",
                "en": f"option {error.option_name} does not exist{near}. See --help."}  # fmt: skip
    said = error.format_message().rstrip(".")
    return {"nl": f"de opdracht is niet begrepen ({said}). Zie --help.",
            "en": f"the command was not understood ({said}). See --help."}  # fmt: skip
