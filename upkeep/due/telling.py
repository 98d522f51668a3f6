"""How the series stand, told: as text, as a checklist in Markdown, as JSON."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from figures import FIGURES
from figures.core.freshness import State
from locales import Language, Translator, later
from schemas import MODELS, codes
from upkeep.due.draft import Draft
from upkeep.due.standing import AWAITED, LISTED, Standing

_HEADINGS = {
    State.DELINQUENT: later("Next edition long overdue"),
    State.OVERDUE: later("Next edition overdue"),
    State.DUE: later("Next edition due"),
    State.STOPPED: later("No longer published"),
    State.CURRENT: later("Up to date"),
    State.AS_NEEDED: later("Published as needed"),
    State.ONCE: later("Published once"),
}


@dataclass(frozen=True)
class Told:
    """What is told: every standing, and the day it was looked at."""

    standings: Sequence[Standing]
    today: date

    def of(self, state: State) -> list[Standing]:
        """The standings in one state."""
        return [one for one in self.standings if one.state is state]


def as_text(told: Told, say: Translator) -> str:
    """For a terminal: worst first, each with the rows to add."""
    return "".join(f"{line}\n" for line in _text(told, say))


def _text(told: Told, say: Translator) -> Iterator[str]:
    yield _counted(told, say)
    for state, heading in _HEADINGS.items():
        found = told.of(state)
        if found:
            yield from ("", say(heading).upper())
        for one in found:
            if state in AWAITED:
                yield from ("", f"• {_name(one, say)}")
                yield from (f"  {line}" for line in _facts(one, say))
                for draft in (one.source, *one.rows):
                    yield f"  {_task(draft, say)}"
                    yield from (f"    {line}" for line in (draft.header, draft.line))
                    yield f"    {_blanks(draft, one, say)}"
            else:
                yield f"• {_name(one, say)}: {_edition(one, say)}"


def as_markdown(told: Told, say: Translator) -> str:
    """For a list of tasks: what is awaited as boxes to tick, the rest as a list."""
    return "".join(f"{line}\n" for line in _markdown(told, say))


def _markdown(told: Told, say: Translator) -> Iterator[str]:
    yield _counted(told, say)
    for state, heading in _HEADINGS.items():
        found = told.of(state)
        if found:
            yield from ("", f"### {say(heading)}", "")
        for one in found:
            if state not in AWAITED:
                yield f"- {_plain(_name(one, say))}: {_plain(_edition(one, say))}"
                continue
            yield f"- [ ] **{_plain(_name(one, say))}**"
            yield from (f"  - {_plain(line)}" for line in _facts(one, say))
            for draft in (one.source, *one.rows):
                yield from (f"  - {_plain(_task(draft, say))}", "", "    ```csv")
                yield from (f"    {line}" for line in (draft.header, draft.line))
                yield from ("    ```", "", f"    {_plain(_blanks(draft, one, say))}")


def as_json(told: Told, _say: Language) -> str:
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


def _counted(told: Told, say: Language) -> str:
    numbers = [
        f"{say(state.value)}: {say.number(len(found))}"
        for state in LISTED
        if (found := told.of(state))
    ]
    return say.named(say.day(told.today), say.row(numbers) or say("nothing is due."))


def _name(one: Standing, say: Translator) -> str:
    """The publisher and its parts: 'OHCHR: by month; by weapon or territory'."""
    publisher = say.data(one.publisher)
    parts = [
        say(codes.ANY_SERIES[code]).removeprefix(f"{publisher}, ") for _, code in one.parts if code
    ]
    return say.named(publisher, say.row(parts)) if parts else publisher


def _facts(one: Standing, say: Language) -> Iterator[str]:
    yield say("Last edition: {edition}", edition=_edition(one, say))
    age = say.count("{n} day old", "{n} days old", one.age)
    yield say.row([age, say(codes.FREQUENCY[one.frequency])])
    if one.searched_on:
        yield _looked(one, one.searched_on, say)
    yield say("Open: {address}", address=one.url or say("no address is known"))
    files = dict.fromkeys(MODELS[table].file_name() for table, _ in one.parts)
    yield say("Feeds: {names}", names=say.row(files))
    names = say.row(f"{say(FIGURES[name].name)} (/{name})" for name in one.figures)
    yield say("Figures: {names}", names=names or say("none"))


def _looked(one: Standing, day: date, say: Language) -> str:
    looked = say("last looked for on {day}", day=say.day(day))
    found = say("found up to {day}", day=say.partial_day(one.found_to)) if one.found_to else ""
    words = say.row(part for part in (looked, found) if part)
    return words[:1].upper() + words[1:]


def _edition(one: Standing, say: Language) -> str:
    if one.published:
        when = say("published {day}", day=say.partial_day(one.published))
    else:
        when = say("online by {day}", day=say.day(one.available))
    return say.row([one.title, when, one.source_id])


def _task(draft: Draft, say: Language) -> str:
    if draft.table == "sources":
        return say("Add one row to {file}:", file=draft.file)
    if not draft.series:
        return say("Add a row for each number to {file}:", file=draft.file)
    return say("Add a row for each number to {file}, series {series}:",
               file=draft.file, series=draft.series)  # fmt: skip


def _blanks(draft: Draft, one: Standing, say: Language) -> str:
    if draft.table == "sources":
        return say("Fill in: {columns} (the last source_id was {last})",
                   columns=", ".join(draft.blanks), last=one.source_id)  # fmt: skip
    return say("Fill in: {columns}", columns=", ".join(draft.blanks))


def _plain(text: str) -> str:
    """Words that Markdown takes for nothing but words."""
    return re.sub(r"([\\`*\[\]<>|])", r"\\\1", text)
