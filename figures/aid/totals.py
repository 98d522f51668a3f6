"""The totals of whole releases: by donor, by type, and from one release to the next."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid import wording
from figures.aid.aid_rows import (
    TABLE,
    TYPES,
    donor_choice,
    donor_label,
    edition,
    edition_words,
    editions,
    first,
    newest,
    of_donor,
    of_edition,
    series,
)
from figures.core import selection as pick
from figures.core.choice import Chosen, one_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning
from figures.core.plot import Mark, Plot, Point, Shape, one_panel
from schemas import Tables, codes

_SERIES = "kiel-donor-total"
_UNIT = "EUR"
_SIZES = {"10": "the 10 largest", "20": "the 20 largest", "all": "all donors"}
_TYPE = one_of("type", "Which type of aid?", {"all": codes.AID_TYPE["all"], **TYPES})
_WEIGHT = (
    "Amounts are totals in euros, not measured against the size of a donor's economy or population."
)
_GROWTH = (
    "A later release also covers later months: the difference between two releases is new aid and "
    "revision of older aid together."
)
_SUMMARIES = (
    "Release 29 is added up from its months; the other releases are summaries as published."
)


def _allocations(tables: Tables, known_on: date | None) -> pd.DataFrame:
    rows = pick.found(series(tables, _SERIES, known_on))
    return rows[rows["measure"] == "allocation"]


def _of_type(rows: pd.DataFrame, chosen: Chosen) -> pd.DataFrame:
    return rows[rows["aid_type"] == first(chosen, "type", "all")]


def _bars(scene: Scene, points: tuple[Point, ...]) -> Plot:
    mark = Mark(scene.say("Allocated"), points, Meaning.COUNTED, shape=Shape.BAR)
    return one_panel([mark], unit=_UNIT, horizontal=True)


def _sums(
    rows: pd.DataFrame, by: pd.Series, place: Callable[[pd.DataFrame], str]
) -> tuple[Point, ...]:
    return tuple(
        pick.summed(group, place(group), "amount") for _, group in rows.groupby(by, sort=False)
    )


def _select_donors(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = newest(_of_type(_allocations(tables, known_on), chosen))
    rows = rows.sort_values(["amount", "donor"], ascending=[False, True])
    size = first(chosen, "donors")
    return Selection(TABLE, rows if size == "all" else rows.head(int(size)), among=len(rows))


def _draw_donors(scene: Scene) -> Plot:
    return _bars(
        scene,
        pick.points(scene.rows, lambda row: donor_label(scene.say, row["donor"]), "amount"),
    )


def _donors_title(scene: Scene) -> tuple[str, ...]:
    say = scene.say
    largest = [
        say("{name} ({detail})", name=say.donor(donor), detail=say.money(amount, _UNIT))
        for donor, amount in zip(scene.rows["donor"], scene.rows["amount"], strict=True)
    ][:2]
    return (
        say.named(wording.of_type(scene, say("The two largest donors")), say.list(largest)),
        say.named(wording.of_type(scene, say("The largest donor")), largest[0]),
    )[2 - len(largest) :]


def _donors_subtitle(scene: Scene) -> str:
    n, size = len(scene.rows), scene.say(_SIZES[scene.one("donors")])
    if n < scene.among:
        size = scene.say("the {n} largest of {all}", n=n, all=scene.among)
    return scene.say(
        "Aid allocated to Ukraine from 24 January 2022 to {day}, in euros; type: {type}; "
        "shown: {donors}; {release} of the Kiel Institute",
        day=wording.data_to(scene),
        type=scene.say(codes.AID_TYPE[scene.one("type")]),
        donors=size,
        release=wording.release(scene),
    )


BY_DONOR = Figure(
    id="aid-by-donor",
    topic=Topic.AID,
    name="Aid by donor",
    title=_donors_title,
    subtitle=_donors_subtitle,
    caveats=(wording.EU_APART, _WEIGHT, wording.ALLOCATED),
    select=_select_donors,
    draw=_draw_donors,
    choices=(_TYPE, one_of("donors", "How many donors?", _SIZES)),
)


def _select_types(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_edition(_allocations(tables, known_on), chosen, "release")
    return Selection(TABLE, of_donor(rows[rows["aid_type"].isin(TYPES)], chosen))


def _share_place(scene: Scene, rows: pd.DataFrame) -> str:
    """A type of aid, with its share of all that is shown."""
    share = pick.total(rows, "amount") / pick.total(scene.rows, "amount")
    name = wording.type_name(scene, rows["aid_type"].iloc[0])
    return scene.say("{name} ({detail})", name=name, detail=scene.say.percent(share))


def _draw_types(scene: Scene) -> Plot:
    points = _sums(scene.rows, scene.rows["aid_type"], lambda rows: _share_place(scene, rows))
    return _bars(scene, tuple(sorted(points, key=lambda point: -(point.y or 0))))


def _types_title(scene: Scene) -> tuple[str, ...]:
    until = scene.say("data to {day}", day=wording.data_to(scene))
    return wording.largest_part(scene, until, wording.years_shown(scene))


def _types_subtitle(scene: Scene) -> str:
    return scene.say(
        "Aid allocated to Ukraine by type, in euros, from 24 January 2022 to {day}; "
        "donor: {donor}; {release} of the Kiel Institute",
        day=wording.data_to(scene),
        donor=wording.donors_shown(scene),
        release=wording.release(scene),
    )


BY_TYPE = Figure(
    id="aid-by-type",
    topic=Topic.AID,
    name="Aid by type",
    title=_types_title,
    subtitle=_types_subtitle,
    caveats=(
        wording.ALLOCATED,
        "Weapons and other goods are counted at an estimated value, budget support as money; "
        "a euro of one type is not a euro of another.",
    ),
    select=_select_types,
    draw=_draw_types,
    choices=(editions("release", "Which release?", _SERIES), donor_choice(_SERIES)),
)


def _select_releases(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = of_donor(_of_type(_allocations(tables, known_on), chosen), chosen)
    return Selection(TABLE, rows.sort_values("available", kind="stable"))


def _release_place(scene: Scene, rows: pd.DataFrame) -> str:
    words = scene.say(
        "{release}, data to {day}",
        release=edition_words(scene.say, edition(rows).iloc[0]),
        day=scene.say.short_day(rows["period_end"].iloc[0]),
    )
    return scene.say.opening(words)


def _draw_releases(scene: Scene) -> Plot:
    return _bars(
        scene,
        _sums(scene.rows, scene.rows["source_id"], lambda rows: _release_place(scene, rows)),
    )


def _releases_title(scene: Scene) -> str | tuple[str, ...]:
    say, rows = scene.say, scene.rows
    groups = [group for _, group in rows.groupby("source_id", sort=False)]
    oldest, latest = groups[0], groups[-1]
    donor = wording.of_type(scene, wording.heading(wording.donors_shown(scene)))
    ends = {
        "donor": donor,
        "last": say.money(pick.total(latest, "amount"), _UNIT),
        "last_release": wording.release(scene, latest),
    }
    alone = say("{donor}: {last} allocated ({last_release})", **ends)
    if len(groups) == 1:
        return alone
    both = say(
        "{donor}: {last} allocated ({last_release}), {first} ({first_release})",
        first=say.money(pick.total(oldest, "amount"), _UNIT),
        first_release=wording.release(scene, oldest),
        **ends,
    )
    return both, alone


def _releases_subtitle(scene: Scene) -> str:
    return scene.say(
        "Aid allocated to Ukraine since 24 January 2022 as each release of the Kiel Institute "
        "totals it, in euros; type: {type}",
        type=scene.say(codes.AID_TYPE[scene.one("type")]),
    )


BY_RELEASE = Figure(
    id="aid-by-release",
    topic=Topic.AID,
    name="Aid by release",
    title=_releases_title,
    subtitle=_releases_subtitle,
    caveats=(_GROWTH, _SUMMARIES, wording.EU_APART),
    select=_select_releases,
    draw=_draw_releases,
    choices=(donor_choice(_SERIES), _TYPE),
)
