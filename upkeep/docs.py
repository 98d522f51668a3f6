"""The guide for those who look after the data: `data/README.md`, prose joined with declarations."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from schemas.dictionary import write_dictionary
from schemas.findings import CAUSES, Cause, Severity
from upkeep.clean.repair import DAMAGE
from upkeep.importers import PUBLISHERS, add_options
from upkeep.rules.rule import SENSE

_PROSE: Final = Path(__file__).with_name("guide.md")
_HEADINGS: Final = {
    Severity.ERROR: "Errors: mend them",
    Severity.WARNING: "Warnings: look again",
    Severity.NOTE: "Notes: good to know",
}
_NAMED: Final = "The word in brackets is the name of the message, for `accepted_warnings.csv`."


def list_causes() -> tuple[Cause, ...]:
    """Every message of the check, in the order in which it looks."""
    return tuple({**DAMAGE, **CAUSES, **SENSE}.values())


def write_guide(messages: Iterable[Cause] | None = None) -> str:
    """The whole text of `data/README.md`."""
    parts = {
        "options": _options(),
        "messages": _messages(list_causes() if messages is None else tuple(messages)),
        "tables": write_dictionary(),
    }
    text = _PROSE.read_text(encoding="utf-8")
    for name, written in parts.items():
        text = text.replace(f"<!-- {name} -->\n", written)
    return text


def _messages(found: Iterable[Cause]) -> str:
    lines = [_NAMED]
    for severity, heading in _HEADINGS.items():
        told = (f"- **{cause.title}** [{cause.name}]: {_open(cause.advice)}."
                for cause in found if cause.severity is severity)  # fmt: skip
        lines += ["", f"### {heading}", "", *told]
    return "\n".join(lines) + "\n"


def _open(advice: str) -> str:
    """Advice with dots where the check writes what it found."""
    return re.sub(r"(: )?\{\w+\}", "…", advice).rstrip(".")


def _options() -> str:
    """The options of the import, those of one publisher with its word."""
    rows: dict[tuple[str, str], list[str]] = {}
    for name, importer in PUBLISHERS.items():
        parser = argparse.ArgumentParser(add_help=False)
        add_options(parser, importer)
        for action in parser._actions:  # noqa: SLF001 - argparse tells its options nowhere else
            if action.option_strings:
                rows.setdefault((action.option_strings[0], str(action.help)), []).append(name)
    return "| option | meaning |\n|---|---|\n" + "".join(
        f"| `{option}` | {'' if len(names) == len(PUBLISHERS) else f'`{names[0]}`: '}{meaning} |\n"
        for (option, meaning), names in rows.items()
    )
