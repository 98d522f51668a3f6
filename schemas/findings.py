"""What is wrong with the data: where, how bad it is, and what to write instead.

One finding serves readers' pages, the check, the importers and the diff. What can be wrong with a
table stands in `rules.toml`, with its title and its advice, and is looked for under that name.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias


class Translates(Protocol):
    """Says words in a language and writes numbers and days, as `locales.Language` does."""

    def __call__(self, message: str, **values: object) -> str: ...
    def label(self, name: str, text: str) -> str: ...
    def format_number(self, value: float, decimals: int = 0) -> str: ...
    def format_percent(self, share: float) -> str: ...
    def format_short_day(self, value: date) -> str: ...


class Severity(StrEnum):
    """How bad a finding is; only errors make a check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of thing that can be wrong: its name, how bad it is, and what to do about it."""

    name: str
    severity: Severity
    title: str
    advice: str


def read_causes(path: Path) -> Mapping[str, Cause]:
    """What a file of TOML declares: by name how bad it is, what it is called, what to do."""
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            name: Cause(name, Severity(words.pop("severity", "error")), **words)
            for name, words in declared.items()
        }
    )


CAUSES: Final = read_causes(Path(__file__).with_name("rules.toml"))
"""Every rule of the tables by its name; its words are texts of the message catalogues."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share such as 0.25, said as percent."""

    part: float


Quantity: TypeAlias = float | date | Proportion
Detail: TypeAlias = str | Quantity


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: line of a text editor, row and column of a spreadsheet; 0 for the whole."""

    file: str
    line: int = 0
    row: int = 0
    position: int = 0
    column: str = ""

    def column_letters(self) -> str:
        """The column as spreadsheets name it: A, B … Z, AA."""
        letters, rest = "", self.position
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return letters

    def describe(self, t: Translates) -> str:
        """The place in words, without its file: 'line 5, column L (value)'."""
        parts = []
        if self.line:
            parts.append(t("line {line}", line=self.line))
        if self.row and self.row != self.line:
            parts.append(t("row {row} of the spreadsheet", row=self.row))
        letters, name = self.column_letters(), self.column
        if letters and name:
            parts.append(t("column {letters} ({name})", letters=letters, name=name))
        elif letters:
            parts.append(t("column {letters}", letters=letters))
        elif name:
            parts.append(t("column “{name}”", name=name))
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one place."""

    cause: Cause
    place: Place
    value: str = ""
    details: tuple[tuple[str, Detail], ...] = ()
    instead: str | None = None
    """What should surely stand there; None where only a person can know."""
    accepted: tuple[str, str, str] | None = None
    """By whom, when and why it was accepted; without a day, the correction that explains it."""

    @property
    def severity(self) -> Severity:
        """How bad it is; what a maintainer has accepted is no more than a note."""
        return Severity.NOTE if self.accepted else self.cause.severity

    def write_advice(self, t: Translates) -> str:
        """What is wrong and what to do about it."""

        def write(value: Quantity) -> str:
            if isinstance(value, Proportion):
                return t.format_percent(value.part)
            if isinstance(value, date):
                return t.format_short_day(value)
            whole = float(value).is_integer() or abs(value) >= 1000
            return t.format_number(value, 0 if whole else 2)

        return self._advise(t, write)

    def _advise(self, t: Callable[[str], str], write: Callable[[Quantity], str]) -> str:
        details = {
            name: (t(value) if value else "") if isinstance(value, str) else write(value)
            for name, value in self.details
        }
        return t(self.cause.advice).format(**details)

    def write_sentence(self, t: Callable[[str], str] = str) -> str:
        """The whole finding with its file, for whoever does not run the check.

        `data/x.csv, line 2: value is '1 286'; write …: 1286`; details are written as they are.
        """
        place, advice = self.place, self._advise(t, str)
        if self.instead is not None:
            advice = t("{name}: {text}").format(name=advice, text=self.instead)
        if not place.file:
            return advice
        where = f"data/{place.file}"
        if place.line:
            where = t("{file}, line {line}").format(file=where, line=place.line)
        if place.column:
            what = t("{column} is '{value}'").format(column=place.column, value=self.value)
            advice = t("; ").join((what, advice))
        return t("{name}: {text}").format(name=where, text=advice)

    def write_message(self, t: Translates) -> str:
        """The whole finding without its file."""
        where, text = self.place.describe(t), self.write_advice(t)
        value = f"‘{show_invisible(self.value)}’" if self.value or self.place.column else ""
        if where or value:
            text = t.label(f"{where} {value}".strip(), text)
        if self.instead is not None:
            text = f"{text} → ‘{show_invisible(self.instead)}’"
        if self.accepted is None:
            return text
        who, when, why = self.accepted
        if when:
            accepted = t("accepted by {who} on {when}: {why}", who=who, when=when, why=why)
        else:
            accepted = t("explained by the correction {name}", name=why)
        return f"{text} ({accepted})"

    def sort_by_severity(self) -> tuple[int, str, str, int, int, str]:
        """Worst first, then by cause and place."""
        rank, place = list(Severity).index(self.severity), self.place
        return rank, self.cause.name, place.file, place.line, place.position, self.value

    def sort_by_position(self) -> tuple[str, int, str, str, str]:
        """By file, line and column."""
        place = self.place
        return place.file, place.line, place.column, self.value, self.cause.name

    def accept(self, who: str, when: str, why: str) -> "Finding":
        """The same finding, accepted."""
        return replace(self, accepted=(who, when, why))


def make_finding(
    rule: str, file: str, line: int = 0, column: str = "", value: str = "", /, **details: str
) -> Finding:
    """What breaks a declared rule, where the text of a table breaks it."""
    return Finding(CAUSES[rule], Place(file, line, column=column), value, tuple(details.items()))


class InvalidData(Exception):
    """Raised when tables cannot be used; lists everything that is wrong at once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=Finding.sort_by_position))
        super().__init__("\n".join(finding.write_sentence() for finding in self.findings))


_INVISIBLE = {
    **dict.fromkeys("\u00a0\u202f\u2009", "⍽"),
    **dict.fromkeys("\u200b\u200c\u200d\ufeff", "⌷"),
    **dict(zip("\n\r\t", "⏎⏎⇥", strict=True)),
}
_LONGEST = 80


def show_invisible(text: str) -> str:
    """A cell as it can be printed on one line: odd spaces and signs shown, long texts cut."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    shown = "".join(_INVISIBLE.get(sign, sign if sign.isprintable() else "�") for sign in text)
    return re.sub("^ +| +$", lambda spaces: "·" * len(spaces[0]), shown)
