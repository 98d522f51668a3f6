"""Aid month by month: what was allocated, and what was committed, each on its own axis."""

from datetime import date

import pandas as pd

from figures.aid import wording
from figures.aid.aid_rows import TABLE, TYPES, donor_choice, newest, of_donor, series
from figures.core import selection as pick
from figures.core.choice import Chosen, months, period, some_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Panel, Plot, Point, Remark, Shape, one_panel
from schemas import Tables

_SERIES = "kiel-month"
_UNIT = "EUR"
_LOOKS = {
    "military": (Tone.FIRST, False),
    "financial": (Tone.SECOND, True),
    "humanitarian": (Tone.THIRD, False),
}
_SPIKES = (
    "Packages without a known date are booked in single months. Such a spike is bookkeeping, "
    "not an event."
)
_BEGINNING = "The record begins on 24 January 2022, a month before the full-scale invasion."
_TWO_MEASURES = (
    "A commitment is a promise, often for years ahead; an allocation is a part of it set aside. "
    "The two are never added; each panel has its axis, and both have one scale."
)


def _whole_releases(tables: Tables, measure: str, known_on: date | None) -> pd.DataFrame:
    """The months of the newest release that holds the EU institutions, which one copy lacks."""
    rows = pick.found(series(tables, _SERIES, known_on))
    rows = rows[rows["measure"] == measure]
    whole = rows.loc[rows["donor"] == "EUU", "source_id"].unique()
    return newest(rows[rows["source_id"].isin(whole)])


def _days(tables: Tables) -> pd.Series:
    return _whole_releases(tables, "allocation", None)["period_start"]


def _by_month(rows: pd.DataFrame) -> tuple[Point, ...]:
    return tuple(
        pick.summed(group, day.date(), "amount") for day, group in rows.groupby("period_start")
    )


def _select_types(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_donor(_whole_releases(tables, "allocation", known_on), chosen)
    rows = rows[rows["aid_type"].isin(chosen.get("types", tuple(TYPES)))]
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _draw_types(scene: Scene) -> Plot:
    marks = []
    for code in TYPES:
        tone, hatched = _LOOKS[code]
        points = _by_month(scene.rows[scene.rows["aid_type"] == code])
        name = wording.type_name(scene, code)
        marks.append(Mark(name, points, Meaning.COUNTED, tone, Shape.BAR, hatched))
    return one_panel(marks, unit=_UNIT, stacked=True, grain="month")


def _types_subtitle(scene: Scene) -> str:
    return scene.say(
        "Aid allocated to Ukraine by month and type, in euros; donor: {donor}; "
        "{release} of the Kiel Institute",
        donor=wording.donors_shown(scene),
        release=wording.release(scene),
    )


BY_MONTH = Figure(
    id="aid-by-month",
    topic=Topic.AID,
    name="Aid by month",
    title=lambda scene: wording.largest_part(
        scene, wording.months_shown(scene), wording.years_shown(scene)
    ),
    subtitle=_types_subtitle,
    caveats=(_SPIKES, wording.ALLOCATED, _BEGINNING),
    select=_select_types,
    draw=_draw_types,
    choices=(
        *months(_days),
        some_of("types", "Which types of aid?", TYPES),
        donor_choice(_SERIES),
    ),
)


def _select_measures(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    both = [_whole_releases(tables, measure, known_on) for measure in ("commitment", "allocation")]
    rows = of_donor(pd.concat(both), chosen)
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _of(scene: Scene, measure: str) -> pd.DataFrame:
    return scene.rows[scene.rows["measure"] == measure]


def _largest_row(rows: pd.DataFrame) -> pd.Series | None:
    return None if rows.empty else rows.loc[rows["amount"].idxmax()]


def _largest_in_words(scene: Scene) -> str:
    """Which single booking stands out, since it is the highest bar."""
    row = _largest_row(_of(scene, "commitment"))
    if row is None:
        return ""
    return scene.say(
        "The largest commitment of one donor in one month: {donor}, {amount} ({month}).",
        donor=scene.say.donor(row["donor"]),
        amount=scene.say.money(row["amount"], row["currency"]),
        month=scene.say.month(row["period_start"]),
    )


def _largest(scene: Scene, rows: pd.DataFrame) -> tuple[Remark, ...]:
    """The largest amount of one donor in one month, named where it stands."""
    row = _largest_row(rows)
    if row is None:
        return ()
    text = scene.say(
        "{donor}: {amount}",
        donor=scene.say.donor(row["donor"]),
        amount=scene.say.money(row["amount"], row["currency"]),
    )
    return (Remark(row["period_start"].date(), text),)


def _draw_measures(scene: Scene) -> Plot:
    say = scene.say
    committed, allocated = _of(scene, "commitment"), _of(scene, "allocation")
    commitments = Mark(
        say("Commitments"), _by_month(committed), Meaning.COUNTED, Tone.SECOND, Shape.BAR, True
    )
    allocations = Mark(
        say("Allocations"), _by_month(allocated), Meaning.COUNTED, Tone.FIRST, Shape.BAR
    )
    return Plot(
        tuple(
            Panel((mark,), title=mark.name, remarks=remarks)
            for mark, remarks in ((commitments, _largest(scene, committed)), (allocations, ()))
            if mark.points
        ),
        unit=_UNIT,
        grain="month",
    )


def _measures_title(scene: Scene) -> tuple[str, ...]:
    say = scene.say
    committed, allocated = _of(scene, "commitment"), _of(scene, "allocation")
    if committed.empty or allocated.empty:
        title = say("Commitments and allocations are two measures of the same aid")
        return wording.of_donor(scene, title)
    forms = (
        say(
            "{committed} committed, {allocated} allocated, {span}",
            span=span,
            committed=say.money(pick.total(committed, "amount"), _UNIT),
            allocated=say.money(pick.total(allocated, "amount"), _UNIT),
        )
        for span in (wording.months_shown(scene), wording.years_shown(scene))
    )
    return wording.of_donor(scene, *forms)


def _measures_subtitle(scene: Scene) -> str:
    return scene.say(
        "Aid committed and aid allocated to Ukraine by month, in euros; donor: {donor}; "
        "{release} of the Kiel Institute",
        donor=wording.donors_shown(scene),
        release=wording.release(scene),
    )


COMMITMENTS_AND_ALLOCATIONS = Figure(
    id="commitments-and-allocations",
    topic=Topic.AID,
    name="Commitments and allocations",
    title=_measures_title,
    subtitle=_measures_subtitle,
    caveats=(
        _TWO_MEASURES,
        _largest_in_words,
        _SPIKES,
    ),
    select=_select_measures,
    draw=_draw_measures,
    choices=(*months(_days), donor_choice(_SERIES)),
)
