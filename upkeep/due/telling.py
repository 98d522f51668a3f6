"""How the series stand, told: as text, as a checklist in Markdown, as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from figures import FIGURES
from figures.core.freshness import EditionState
from locales import Language, Translator, later
from schemas import MODELS, codes
from upkeep.due.draft import Draft
from upkeep.due.standing import AWAITED, LISTED, Standing

_HEADINGS = {
    EditionState.DELINQUENT: later("Next edition long overdue"),
    EditionState.OVERDUE: later("Next edition overdue"),
    EditionState.DUE: later("Next edition due"),
    EditionState.STOPPED: later("No longer published"),
    EditionState.CURRENT: later("Up to date"),
    EditionState.AS_NEEDED: later("Published as needed"),
    EditionState.ONCE: later("Published once"),
}


@dataclass(frozen=True)
class Told:
    """What is told: every standing, and the day it was looked at."""

    standings: Sequence[Standing]
    today: date

    def of(self, state: EditionState) -> list[Standing]:
        """The standings in one state."""
        return [one for one in self.standings if one.state is state]


def as_text(told: Told, t: Translator) -> str:
    """For a terminal: worst first, each with the rows to add."""
    return "".join(f"{line}\n" for line in _text(told, t))


def _text(told: Told, t: Translator) -> Iterator[str]:
    yield _counted(told, t)
    for state, heading in _HEADINGS.items():
        found = told.of(state)
        if found:
            yield from ("", t(heading).upper())
        for one in found:
            if state in AWAITED:
                yield from ("", f"• {_name(one, t)}")
                yield from (f"  {line}" for line in _facts(one, t))
                for draft in (one.source, *one.rows):
                    yield f"  {_task(draft, t)}"
                    yield from (f"    {line}" for line in (draft.header, draft.line))
                    yield f"    {_blanks(draft, one, t)}"
            else:
                yield f"• {_name(one, t)}: {_edition(one, t)}"


def as_markdown(told: Told, t: Translator) -> str:
    """For a list of tasks: what is awaited as boxes to tick, the rest as a list."""
    return "".join(f"{line}\n" for line in _markdown(told, t))


def _markdown(told: Told, t: Translator) -> Iterator[str]:
    yield _counted(told, t)
    for state, heading in _HEADINGS.items():
        found = told.of(state)
        if found:
            yield from ("", f"### {t(heading)}", "")
        for one in found:
            if state not in AWAITED:
                yield f"- {_plain(_name(one, t))}: {_plain(_edition(one, t))}"
                continue
            yield f"- [ ] **{_plain(_name(one, t))}**"
            yield from (f"  - {_plain(line)}" for line in _facts(one, t))
            for draft in (one.source, *one.rows):
                yield from (f"  - {_plain(_task(draft, t))}", "", "    ```csv")
                yield from (f"    {line}" for line in (draft.header, draft.line))
                yield from ("    ```", "", f"    {_plain(_blanks(draft, one, t))}")


def as_json(told: Told, _t: Language) -> str:
    """For programs: one record for each series, in codes."""
    records = [_record(one) for one in told.standings]
    text = {"today": told.today.isoformat(), "series": records}
    return json.dumps(text, ensure_ascii=False, indent=2) + "\n"


def _record(one: Standing) -> dict[str, object]:
    record: dict[str, object] = {
        name: value
        for name, value in asdict(one).items()
        if name not in ("source", "rows", "parts")
    }
    record["state"] = one.state.name.lower()
    record["available"] = one.available.isoformat()
    record["searched_on"] = one.searched_on.isoformat() if one.searched_on else ""
    record["feeds"] = [
        {"file": MODELS[table].file_name(), "series": code} for table, code in one.parts
    ]
    if one.awaited:
        record["add"] = [
            {"file": draft.file, "header": draft.header, "line": draft.line, "blanks": draft.blanks}
            for draft in (one.source, *one.rows)
        ]
    return record


def _counted(told: Told, t: Language) -> str:
    numbers = [
        f"{t(state.value)}: {t.format_number(len(found))}"
        for state in LISTED
        if (found := told.of(state))
    ]
    return t.label(t.format_day(told.today), t.join_items(numbers) or t("nothing is due."))


def _name(one: Standing, t: Translator) -> str:
    """The publisher and its parts: 'OHCHR: by month; by weapon or territory'."""
    publisher = t.data(one.publisher)
    parts = [
        t(codes.ANY_SERIES[code]).removeprefix(f"{publisher}, ") for _, code in one.parts if code
    ]
    return t.label(publisher, t.join_items(parts)) if parts else publisher


def _facts(one: Standing, t: Language) -> Iterator[str]:
    yield t("Last edition: {edition}", edition=_edition(one, t))
    age = t.count("{n} day old", "{n} days old", one.age)
    yield t.join_items([age, t(codes.FREQUENCY[one.frequency])])
    if one.searched_on:
        yield _looked(one, one.searched_on, t)
    yield t("Open: {address}", address=one.url or t("no address is known"))
    files = dict.fromkeys(MODELS[table].file_name() for table, _ in one.parts)
    yield t("Feeds: {names}", names=t.join_items(files))
    names = t.join_items(f"{t(FIGURES[name].name)} (/{name})" for name in one.figures)
    yield t("Figures: {names}", names=names or t("none"))


def _looked(one: Standing, day: date, t: Language) -> str:
    looked = t("last looked for on {day}", day=t.format_day(day))
    found = t("found up to {day}", day=t.format_partial_day(one.found_to)) if one.found_to else ""
    words = t.join_items(part for part in (looked, found) if part)
    return words[:1].upper() + words[1:]


def _edition(one: Standing, t: Language) -> str:
    if one.published:
        when = t("published {day}", day=t.format_partial_day(one.published))
    else:
        when = t("online by {day}", day=t.format_day(one.available))
    return t.join_items([one.title, when, one.source_id])


def _task(draft: Draft, t: Language) -> str:
    if draft.table == "sources":
        return t("Add one row to {file}:", file=draft.file)
    if not draft.series:
        return t("Add a row for each number to {file}:", file=draft.file)
    return t("Add a row for each number to {file}, series {series}:",
               file=draft.file, series=draft.series)  # fmt: skip


def _blanks(draft: Draft, one: Standing, t: Language) -> str:
    if draft.table == "sources":
        return t("Fill in: {columns} (the last source_id was {last})",
                   columns=", ".join(draft.blanks), last=one.source_id)  # fmt: skip
    return t("Fill in: {columns}", columns=", ".join(draft.blanks))


def _plain(text: str) -> str:
    """Words that Markdown takes for nothing but words."""
    return re.sub(r"([\\`*\[\]<>|])", r"\\\1", text)
