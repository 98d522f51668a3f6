"""What a check finds: where, what is wrong, how bad it is, and what to do about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from locales import Language, later


class Severity(StrEnum):
    """How bad a finding is; only errors make a check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


RANK: Mapping[Severity, int] = {severity: rank for rank, severity in enumerate(Severity)}

SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: later("error"),
    Severity.WARNING: later("warning"),
    Severity.NOTE: later("note"),
}


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of thing that can be wrong: its name, how bad it is, and what to do about it."""

    name: str
    severity: Severity
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share such as 0.25, said as percent."""

    part: float


Detail: TypeAlias = str | int | float | date | Share


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: line of a text editor, row and column of a spreadsheet; 0 for the whole."""

    file: str
    line: int = 0
    row: int = 0
    position: int = 0
    column: str = ""

    def letters(self) -> str:
        """The column as spreadsheets name it: A, B … Z, AA."""
        letters, rest = "", self.position
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return letters

    def said(self, say: Language) -> str:
        """The place in words, without its file: 'line 5, column L (value)'."""
        parts = []
        if self.line:
            parts.append(say("line {line}", line=self.line))
        if self.row and self.row != self.line:
            parts.append(say("row {row} of the spreadsheet", row=self.row))
        if self.position and self.column:
            letters = self.letters()
            parts.append(say("column {letters} ({name})", letters=letters, name=self.column))
        elif self.position:
            parts.append(say("column {letters}", letters=self.letters()))
        elif self.column:
            parts.append(say("column “{name}”", name=self.column))
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

    def advice(self, say: Language) -> str:
        """What is wrong and what to do about it."""
        details = {name: _shown(value, say) for name, value in self.details}
        return say(self.cause.advice).format(**details)

    def message(self, say: Language) -> str:
        """The whole finding without its file."""
        where = self.place.said(say)
        what = [where] if where else []
        if self.value or self.place.column:
            what.append(f"‘{visible(self.value)}’")
        text = say.named(" ".join(what), self.advice(say)) if what else self.advice(say)
        if self.instead is not None:
            text = f"{text} → ‘{visible(self.instead)}’"
        if self.accepted:
            text = f"{text} ({self._acceptance(say)})"
        return text

    def _acceptance(self, say: Language) -> str:
        who, when, why = self.accepted or ("", "", "")
        if not when:
            return say("explained by the correction {name}", name=why)
        return say("accepted by {who} on {when}: {why}", who=who, when=when, why=why)

    def order(self) -> tuple[int, str, str, int, int, str]:
        """Worst first, then by cause and place."""
        place = self.place
        return (
            RANK[self.severity], self.cause.name, place.file, place.line, place.position, self.value
        )  # fmt: skip

    def accept(self, who: str, when: str, why: str) -> "Finding":
        """The same finding, accepted."""
        return replace(self, accepted=(who, when, why))


@dataclass(frozen=True, slots=True)
class Change:
    """One cell, row or column that a repair writes differently."""

    cause: Cause
    place: Place
    before: str
    after: str | None
    """What stands there now; None where a whole row or column was taken out."""

    def message(self, say: Language) -> str:
        """The change in words, without its file."""
        where = self.place.said(say) or say("whole file")
        before = visible(self.before)
        if self.after is None:
            return say("{where}: ‘{before}’ taken out", where=where, before=before)
        after = visible(self.after)
        return say("{where}: ‘{before}’ → ‘{after}’", where=where, before=before, after=after)


def _shown(value: Detail, say: Language) -> str:
    if isinstance(value, Share):
        return say.percent(value.part)
    if isinstance(value, date):
        return say.short_day(value)
    if isinstance(value, str):
        return say(value) if value else ""
    whole = float(value).is_integer() or abs(value) >= 1000
    return say.number(value, 0 if whole else 2)


_INVISIBLE = {
    "\u00a0": "⍽", "\u202f": "⍽", "\u2009": "⍽", "\u200b": "⌷", "\u200c": "⌷", "\u200d": "⌷",
    "\ufeff": "⌷", "\n": "⏎", "\r": "⏎", "\t": "⇥",
}  # fmt: skip
_LONGEST = 80


def visible(text: str) -> str:
    """A cell as it can be printed on one line: odd spaces and signs shown, long texts cut."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    shown = "".join(_INVISIBLE.get(sign, sign if sign.isprintable() else "�") for sign in text)
    if shown != shown.rstrip(" "):
        shown = shown.rstrip(" ") + "·" * (len(shown) - len(shown.rstrip(" ")))
    if shown != shown.lstrip(" "):
        shown = "·" * (len(shown) - len(shown.lstrip(" "))) + shown.lstrip(" ")
    return shown
