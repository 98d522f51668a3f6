"""Sentences of dropped files that wait for their translation, as rows for `translations.csv`."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from schemas.findings import Finding
from schemas.text import read_text
from schemas.translations import LANGUAGES

_MISSING: Final = "translation_missing"
FILE: Final = "new-translations.csv"


def sentences(findings: Iterable[Finding], translations: bytes) -> tuple[str, ...]:
    """Sentences found without a translation that have no row among the translations either."""
    there = set(read_text("translations.csv", translations)[0].columns.get("english", ()))
    found = {finding.value for finding in findings if finding.cause.name == _MISSING}
    return tuple(sorted(found - there))


def rows_of(found: Sequence[str]) -> bytes:
    """Rows to append to `translations.csv` as they are: the sentence, and cells to fill in."""
    text = io.StringIO(newline="")
    empty = [""] * len(LANGUAGES)
    csv.writer(text, lineterminator="\n").writerows([sentence, *empty] for sentence in found)
    return text.getvalue().encode()
