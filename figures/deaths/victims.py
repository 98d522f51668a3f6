"""Who was killed or injured: men, women, boys, girls, and those whose sex is not known."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from figures.core import selection as pick
from figures.core.choice import Choice, Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning, Tone
from figures.core.plot import Mark, Plot, Shape, one_panel
from figures.core.selection import points
from figures.deaths.death_rows import OUTCOME, TABLE, of_outcome, series
from schemas import Tables, codes

_KNOWN = ("men", "women", "boys", "girls")
_UNKNOWN = ("adults_sex_unknown", "children_sex_unknown")

_IN_ORDER = ("boys", "girls", "men", "women", "children_sex_unknown", "adults_sex_unknown")
"""Children above adults."""

_UNKNOWN_STAYS = (
    "For many adults the sex is not recorded. They are men and women too: shares among the known "
    "are not shares among all."
)
_LAST_SPLIT = (
    "OHCHR published all six groups only now and then; the count went on after the edition shown."
)
_VERIFIED = "Only verified cases are counted; the true numbers are considerably higher."


def _split(tables: Tables, known_on: date | None) -> pd.DataFrame:
    """Every group of every edition; wholes are left out, they repeat their parts."""
    rows = series(tables, "sex-age", known_on)
    return pick.latest(rows[rows["victims"].isin((*_KNOWN, *_UNKNOWN))], TABLE)


def _days(tables: Tables) -> Sequence[str]:
    days = sorted(set(_split(tables, None)["as_of"]))
    return [day.date().isoformat() for day in days]


_AS_OF = Choice(
    "as-of",
    "As published by",
    options=_days,
    label=lambda say, code: say.day(pd.Timestamp(code)),
    default=lambda tables: tuple(_days(tables)[-1:]),
)


def _select(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_outcome(_split(tables, known_on), chosen)
    for day in chosen.get("as-of", ()):
        rows = rows[rows["as_of"] <= pd.Timestamp(day)]
    return Selection(TABLE, rows[rows["as_of"] == rows["as_of"].max()])


def _title(scene: Scene) -> tuple[str, ...]:
    known = pick.found(scene.rows).set_index("victims")["value"]
    groups = [
        scene.say(
            "{group} ({number})",
            group=scene.say(codes.VICTIMS[group]),
            number=scene.say.number(known[group]),
        )
        for group in _KNOWN
        if group in known
    ]
    told = scene.say.list(groups)
    if scene.one("outcome") == "injured":
        return (
            scene.say("Verified injured, where the sex is known: {list}", list=told),
            scene.say("Verified injured by sex: {list}", list=told),
        )
    return (
        scene.say("Verified killed, where the sex is known: {list}", list=told),
        scene.say("Verified killed by sex: {list}", list=told),
    )


def _subtitle(scene: Scene) -> str:
    days = {
        "first": scene.say.day(scene.rows["period_start"].min()),
        "last": scene.say.day(scene.rows["as_of"].max()),
    }
    if scene.one("outcome") == "injured":
        return scene.say(
            "Verified civilian injuries in Ukraine, {first} to {last}, by sex and age, "
            "number of people; all bars together are everyone counted",
            **days,
        )
    return scene.say(
        "Verified civilian deaths in Ukraine, {first} to {last}, by sex and age, number of "
        "people; all bars together are everyone counted",
        **days,
    )


def _draw(scene: Scene) -> Plot:
    def group(row: pd.Series) -> str:
        return scene.say(codes.VICTIMS[row["victims"]])

    def of(groups: Sequence[str]) -> pd.DataFrame:
        rows = scene.rows[scene.rows["victims"].isin(groups)]
        return rows.sort_values("victims", key=lambda names: names.map(_IN_ORDER.index))

    return one_panel(
        (
            Mark(
                scene.say("Verified, sex known"),
                points(of(_KNOWN), group),
                Meaning.COUNTED,
                Tone.FIRST,
                Shape.BAR,
            ),
            Mark(
                scene.say("Verified, sex not known"),
                points(of(_UNKNOWN), group),
                Meaning.COUNTED,
                Tone.QUIET,
                Shape.BAR,
                hatched=True,
            ),
        ),
        horizontal=True,
    )


CHILDREN_WOMEN_MEN = Figure(
    id="children-women-men",
    topic=Topic.DEATHS,
    name="Children, women and men",
    title=_title,
    subtitle=_subtitle,
    caveats=(_UNKNOWN_STAYS, _LAST_SPLIT, _VERIFIED),
    select=_select,
    draw=_draw,
    choices=(_AS_OF, OUTCOME),
)
