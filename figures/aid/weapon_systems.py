"""Heavy weapons by donor: how many pieces, and what they are worth where they have a price."""

from dataclasses import replace
from datetime import date

from figures.aid import wording
from figures.aid.aid_rows import TABLE, donor_label, first, newest, series
from figures.core import selection as pick
from figures.core.choice import Chosen, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from schemas import Tables, codes

_ITEMS = {
    code: codes.ITEM[code]
    for code in (
        "air_defence",
        "howitzers",
        "infantry_fighting_vehicles",
        "rocket_launchers",
        "tanks",
    )
}
_MEASURES = {"pieces": "number of pieces", "value": "value in euros"}
_UNITS = {"pieces": "pieces", "value": "EUR"}
_COLUMNS = {"pieces": "units", "value": "amount"}
_UNPRICED = (
    "Values cover priced pieces only. The source gives most British air-defence systems no price, "
    "so no value is shown for them, while their number is."
)


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = series(tables, "kiel-weapons", known_on)
    rows = pick.latest(newest(rows[rows["item"] == first(chosen, "item", "air_defence")]), TABLE)
    column = _COLUMNS[first(chosen, "measure", "pieces")]
    rows = rows[rows[column].notna()]
    unpriced = (rows["obs_status"] == "U") & (column == "amount")
    order = rows[column].mask(unpriced, -1).sort_values(ascending=False, kind="stable")
    return Selection(TABLE, rows.loc[order.index])


def _points(scene: Scene) -> tuple[Point, ...]:
    say, measure = scene.say, scene.one("measure")
    made = pick.points(scene.rows, lambda row: donor_label(say, row["donor"]), _COLUMNS[measure])
    if measure == "pieces":
        return made
    unpriced = scene.rows["obs_status"] == "U"
    return tuple(
        replace(point, x=say("{donor}: no price", donor=point.x), y=None) if hidden else point
        for point, hidden in zip(made, unpriced, strict=True)
    )


def _draw(scene: Scene) -> Plot:
    name = wording.heading(scene.say(_MEASURES[scene.one("measure")]))
    mark = Mark(name, _points(scene), Meaning.COUNTED, shape=Shape.BAR)
    return one_panel([mark], unit=_UNITS[scene.one("measure")], horizontal=True)


def _title(scene: Scene) -> tuple[str, ...]:
    say, measure = scene.say, scene.one("measure")
    rows = scene.rows
    if measure == "value":
        rows = pick.chartable(rows)
    largest = rows.iloc[0]
    column = _COLUMNS[measure]
    words = {
        "item": wording.heading(say(_ITEMS[scene.one("item")])),
        "donor": say.donor(largest["donor"]),
    }
    if measure == "value":
        words |= {
            "total": say.money(pick.total(rows, column), "EUR"),
            "number": say.money(largest[column], "EUR"),
        }
        return (
            say("{item}: priced pieces worth {total}; largest donor: {donor}, {number}", **words),
            say("{item}: priced pieces worth {total}", **words),
        )
    words |= {
        "total": say.number(pick.total(rows, column)),
        "number": say.number(largest[column]),
    }
    return (
        say(
            "{item}, by number of pieces: {total} allocated; largest donor: {donor}, {number}",
            **words,
        ),
        say("{item}, by number of pieces: {total} allocated", **words),
    )


def _subtitle(scene: Scene) -> str:
    return scene.say(
        "Heavy weapons allocated to Ukraine by donor, from 24 January 2022 to {day}; "
        "shown: {measure}",
        day=wording.data_to(scene),
        measure=scene.say(_MEASURES[scene.one("measure")]),
    )


BY_DONOR = Figure(
    id="air-defence-by-donor",
    topic=Topic.AID,
    name="Air defence and heavy weapons by donor",
    title=_title,
    subtitle=_subtitle,
    caveats=(
        "One piece is not like another: a short-range launcher and a long-range system both "
        "count as one.",
        _UNPRICED,
        "Allocated is not yet delivered, and ammunition is not counted here.",
    ),
    select=_select,
    draw=_draw,
    choices=(
        one_of("item", "Which weapons?", _ITEMS),
        one_of("measure", "Pieces or value?", _MEASURES),
    ),
)
