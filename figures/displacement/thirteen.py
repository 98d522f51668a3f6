"""'13 million displaced': who stated it and when, beside the same sum on other days."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pandas as pd

from figures.core import selection as pick
from figures.core import values
from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from figures.core.selection import displaced, points, vaguest
from figures.core.statements import differences
from figures.displacement import displacement_rows
from locales import Language
from schemas import Tables


@dataclass(frozen=True)
class _Sum:
    """On which day refugees and displaced people are added, and from which series each comes."""

    day: date
    scope: str
    abroad: str
    inside: Sequence[str] = displacement_rows.SURVEY


_DAYS = (date(2022, 6, 7), date(2022, 12, 31), date(2023, 5, 23))

_PUBLISHED = tuple(_Sum(day, "EUROPE", "odp-as-published") for day in _DAYS)
_REVISED = tuple(_Sum(day, "EUROPE", "odp-daily") for day in _DAYS)
_LATER = (
    _Sum(date(2025, 4, 17), "WORLD", "odp-as-published"),
    _Sum(date(2025, 12, 31), "WORLD", "rdf-year-end"),
)
_ROUNDED = (_Sum(date(2026, 2, 28), "WORLD", "key-figures", ("key-figures",)),)
_SUMS = (*_PUBLISHED, *_REVISED, *_LATER, *_ROUNDED)

_TWO = 2
_OLDEST_ABROAD, _OLDEST_INSIDE = timedelta(days=31), timedelta(days=365)


def _pair(rows: pd.DataFrame, wanted: _Sum) -> pd.DataFrame:
    """The latest count abroad and the latest inside as of a day; no rows if one is not known.

    Two rounded key figures are added only when one publication prints both.
    """
    abroad = displacement_rows.stocks(rows, "REF", [wanted.abroad], [wanted.scope])
    inside = displacement_rows.stocks(rows, "IDP", wanted.inside, ["UKR"])
    abroad = _latest_by(abroad, wanted.day, _OLDEST_ABROAD)
    if wanted.abroad in wanted.inside:
        inside = inside[inside["source_id"].isin(abroad["source_id"])]
    inside = _latest_by(inside, wanted.day, _OLDEST_INSIDE)
    both = pd.concat([abroad, inside])
    return both if len(both) == 2 else both.iloc[:0]


def _latest_by(rows: pd.DataFrame, day: date, oldest: timedelta) -> pd.DataFrame:
    recent = rows[rows["date"].between(pd.Timestamp(day - oldest), pd.Timestamp(day))]
    return recent.sort_values("date", kind="stable").tail(1)


def _stated(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["population_group"] == "DSP"]


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = pick.found(displacement_rows.newest(displacement_rows.fit(tables, known_on)))
    shown = pd.concat([_stated(rows), *(_pair(rows, wanted) for wanted in _SUMS)])
    return Selection(displacement_rows.TABLE, shown[~shown.index.duplicated()])


def _statements(scene: Scene) -> Sequence[tuple[date, Point]]:
    """Every statement with its day, oldest first."""
    say, rows = scene.say, _stated(scene.rows)
    rows = rows.assign(day=rows["date"].fillna(rows["period_end"])).sort_values("day")

    def label(row: pd.Series) -> str:
        day = say.day(row["day"])
        if row["measure"] == "flow":
            return say("{day}, ever displaced, as stated", day=day)
        return say("{day}, as stated", day=day)

    return list(zip(rows["day"].dt.date, points(rows, label), strict=True))


def _sums(scene: Scene) -> Iterator[tuple[_Sum, Point]]:
    """Every sum whose two halves are known."""
    for wanted in _SUMS:
        rows = _pair(scene.rows, wanted)
        if not rows.empty:
            yield wanted, displaced(rows, _label(wanted, scene.say))


def _label(wanted: _Sum, say: Language) -> str:
    day = say.day(wanted.day)
    if wanted in _REVISED:
        return say("{day}, sum after revision", day=day)
    if wanted in _ROUNDED:
        return say("{day}, sum of rounded figures", day=day)
    return say("{day}, sum as published", day=day)


def _draw(scene: Scene) -> Plot:
    say, stated, sums = scene.say, _statements(scene), tuple(_sums(scene))

    def added(name: str, tone: Tone, *wanted: _Sum) -> Mark:
        found = tuple(point for which, point in sums if which in wanted)
        lines = [line for point in found for line in point.rows]
        meaning = vaguest(scene.rows.loc[lines]) if lines else Meaning.ESTIMATED
        return Mark(name, found, meaning, tone, Shape.BAR, hatched=wanted in (_REVISED, _ROUNDED))

    at_one_time, ever = (
        tuple(point for _, point in stated if _is_stock(scene, point) is stock)
        for stock in (True, False)
    )
    marks = (
        Mark(say("As stated"), at_one_time, Meaning.SAID, Tone.QUIET, Shape.BAR),
        Mark(
            say("Ever displaced, as stated"),
            ever,
            Meaning.SAID,
            Tone.QUIET,
            Shape.BAR,
            hatched=True,
        ),
        added(say("Sum of figures as published"), Tone.FIRST, *_PUBLISHED, *_LATER),
        added(say("Sum after UNHCR's revision"), Tone.SECOND, *_REVISED),
        added(say("Sum of rounded key figures"), Tone.QUIET, *_ROUNDED),
    )
    return one_panel(marks, horizontal=True, grouped=True)


def _title(scene: Scene) -> str | tuple[str, ...]:
    say = scene.say
    stated = [pair for pair in _statements(scene) if _is_stock(scene, pair[1])]
    sums = [(wanted.day, point) for wanted, point in _sums(scene)]
    if not stated or not sums:
        day, point = max(stated or sums or _statements(scene), key=lambda pair: pair[0])
        return say(
            "Displaced inside and outside Ukraine on {day}: {number}",
            day=say.day(day),
            number=values.headline(point, say),
        )
    said_on, said = max(stated, key=lambda pair: pair[0])
    added_on, added = sums[-1]
    return tuple(
        say(
            "Displaced: {stated} stated ({when}), {added} added up ({other_when})",
            when=when,
            stated=values.headline(said, say),
            other_when=other_when,
            added=values.headline(added, say),
        )
        for when, other_when in (
            (say.month(said_on), say.month(added_on)),
            (str(said_on.year), str(added_on.year)),
        )
    )


def _is_stock(scene: Scene, point: Point) -> bool:
    return bool((scene.rows.loc[list(point.rows), "measure"] == "stock").all())


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "As stated, and refugees plus people displaced inside Ukraine added up by day: in Europe "
        "to 2023, in the world from 2025; number of people"
    )


def _revised(scene: Scene) -> str:
    """How the sums differ after UNHCR's revision from those that were published."""
    say, sums = scene.say, dict(_sums(scene))
    pairs = [
        (replace(sums[was], x=say.short_day(was.day)), sums[now])
        for was, now in zip(_PUBLISHED, _REVISED, strict=True)
        if was in sums and now in sums
    ]
    if not pairs:
        return ""
    return say(
        "The sum after UNHCR's revision, against what was published: {list}.",
        list=differences(pairs, say),
    )


def _definitions(scene: Scene) -> str:
    """Which sums are not comparable, where such sums are shown."""
    if len({wanted.abroad for wanted, _ in _sums(scene)} - {"odp-daily"}) < _TWO:
        return ""
    return scene.say(
        "Not all sums are of one kind: UNHCR's portal, its Refugee Data Finder at the end of a "
        "year and rounded key figures define refugees differently, and Europe is not the world."
    )


THIRTEEN = Figure(
    id="displaced-13-million",
    topic=Topic.DISPLACEMENT,
    name="'13 million displaced' and when it was true",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "The sums are made here and are an estimate: people registered abroad plus people "
        "counted by a survey inside Ukraine, each the last figure by that day.",
        _revised,
        _definitions,
        "In May 2022 those abroad were still counted as border crossings, which are journeys, not "
        "people; refugees in Europe were first counted together in June 2022.",
    ),
    select=_select,
    draw=_draw,
)
