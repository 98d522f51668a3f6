"""`python -m upkeep due`: what should be out by now, where to look, and the rows to add."""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Final

from locales import LANGUAGES, Translator, find_language, make_translator
from schemas import InvalidData, read_all
from upkeep.due.standing import due
from upkeep.due.telling import Told, as_json, as_markdown, as_text

FORMATS: Final[Mapping[str, Callable[[Told, Translator], str]]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command understands."""
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="another day than today"
    )
    parser.add_argument("--all", action="store_true", help="also what is up to date or has no age")
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="how to tell it")
    parser.add_argument("--lang", choices=list(LANGUAGES), default="en", help="in which language")


def run(arguments: argparse.Namespace, out: Callable[[str], object] | None = None) -> int:
    """Tell what is due; 0 whatever is found, 2 if the data cannot be read."""
    t = find_language(arguments.lang)
    try:
        tables = read_all()
    except InvalidData as invalid:
        for finding in invalid.findings:
            sys.stderr.write(f"{finding.write_sentence(t)}\n")
        return 2
    today = arguments.today or datetime.now(UTC).date()
    told = Told(due(tables, today, everything=arguments.all), today)
    (out or sys.stdout.write)(FORMATS[arguments.format](told, make_translator(t.code, tables)))
    return 0
