"""Aid as the Kiel Institute records it: by month, by donor, by type, and release by release."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid import aid_rows as aid
from figures.aid.aid_rows import ALLOCATED, TABLE, TYPES, donor_choice
from figures.core import selection as pick
from figures.core.choice import Chosen, months, one_of, period, some_of
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.marks import COUNTED, FIRST, SECOND, THIRD, bars, lay_rows
from figures.core.plot import Panel, Plot, Point, Remark, one_panel
from schemas import Tables, codes

_MONTHS, _TOTALS = "kiel-month", "kiel-donor-total"
_UNIT = "EUR"
_LOOKS = {
    "military": (FIRST, False),
    "financial": (SECOND, True),
    "humanitarian": (THIRD, False),
}
_SPIKES = (
    "Packages without a known date are booked in single months. Such a spike is bookkeeping, "
    "not an event."
)
_EU_APART = (
    "The EU institutions are a donor of their own; their money is not shared out among the "
    "member states."
)


def _whole_releases(tables: Tables, measure: str, known_on: date | None) -> pd.DataFrame:
    """The months of the newest release that holds the EU institutions, which one copy lacks."""
    rows = pick.found(aid.series(tables, _MONTHS, known_on))
    rows = rows[rows["measure"] == measure]
    whole = rows.loc[rows["donor"] == "EUU", "source_id"].unique()
    return aid.newest(rows[rows["source_id"].isin(whole)])


def _days(tables: Tables) -> pd.Series:
    return _whole_releases(tables, "allocation", None)["period_start"]


def _sums(
    rows: pd.DataFrame, by: str, place: Callable[[pd.DataFrame], date | str]
) -> tuple[Point, ...]:
    """The sum of the rows of each group."""
    groups = rows.groupby(by, sort=by == "period_start")
    return tuple(pick.summed(group, place(group), "amount") for _, group in groups)


def _by_month(rows: pd.DataFrame) -> tuple[Point, ...]:
    return _sums(rows, "period_start", lambda group: group["period_start"].iloc[0].date())


def _select_months(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = aid.of_donor(_whole_releases(tables, "allocation", known_on), chosen)
    rows = rows[rows["aid_type"].isin(chosen["types"])]
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _draw_months(scene: Scene) -> Plot:
    marks = (
        bars(
            aid.type_name(scene, code),
            _by_month(scene.rows[scene.rows["aid_type"] == code]),
            COUNTED,
            tone,
            hatched=hatched,
        )
        for code, (tone, hatched) in _LOOKS.items()
    )
    return one_panel(marks, unit=_UNIT, stacked=True, grain="month")


BY_MONTH = Figure(
    id="aid-by-month",
    topic=Topic.AID,
    name="Aid by month",
    title=lambda scene: aid.tell_largest_type(
        scene, aid.months_shown(scene), aid.years_shown(scene)
    ),
    subtitle=lambda scene: scene.say(
        "Aid allocated to Ukraine by month and type, in euros; donor: {donor}; "
        "{release} of the Kiel Institute",
        donor=aid.donors_shown(scene),
        release=aid.release(scene),
    ),
    caveats=(
        _SPIKES,
        ALLOCATED,
        "The record begins on 24 January 2022, a month before the full-scale invasion.",
    ),
    select=_select_months,
    draw=_draw_months,
    choices=(
        *months(_days),
        some_of("types", "Which types of aid?", TYPES),
        donor_choice(_MONTHS),
    ),
)


def _select_measures(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    both = [_whole_releases(tables, measure, known_on) for measure in ("commitment", "allocation")]
    rows = aid.of_donor(pd.concat(both), chosen)
    return Selection(TABLE, pick.between(rows, "period_start", *period(chosen)))


def _of(scene: Scene, measure: str) -> pd.DataFrame:
    return scene.rows[scene.rows["measure"] == measure]


def _largest(scene: Scene) -> pd.DataFrame:
    """The largest commitment of one donor in one month; no row without any."""
    return _of(scene, "commitment").sort_values("amount", ascending=False, kind="stable").head(1)


def _tell_largest(scene: Scene) -> str:
    """Which single booking stands out, since it is the highest bar."""
    say = scene.say
    words = [
        say(
            "The largest commitment of one donor in one month: {donor}, {amount} ({month}).",
            donor=say.donor(row["donor"]),
            amount=say.money(row["amount"], row["currency"]),
            month=say.month(row["period_start"]),
        )
        for _, row in _largest(scene).iterrows()
    ]
    return next(iter(words), "")


def _draw_measures(scene: Scene) -> Plot:
    say = scene.say
    committed, allocated = (_by_month(_of(scene, name)) for name in ("commitment", "allocation"))
    remarks = (
        Remark(
            row["period_start"].date(),
            say(
                "{donor}: {amount}",
                donor=say.donor(row["donor"]),
                amount=say.money(row["amount"], row["currency"]),
            ),
        )
        for _, row in _largest(scene).iterrows()
    )
    commitments = bars(say("Commitments"), committed, COUNTED, SECOND, hatched=True)
    allocations = bars(say("Allocations"), allocated, COUNTED)
    panels = (
        Panel((commitments,), commitments.name, tuple(remarks)),
        Panel((allocations,), allocations.name),
    )
    return Plot(
        tuple(panel for panel in panels if panel.marks[0].points), unit=_UNIT, grain="month"
    )


def _title_of_measures(scene: Scene) -> tuple[str, ...]:
    say, committed, allocated = scene.say, _of(scene, "commitment"), _of(scene, "allocation")
    if committed.empty or allocated.empty:
        title = say("Commitments and allocations are two measures of the same aid")
        return aid.entitle(scene, title)
    forms = (
        say(
            "{committed} committed, {allocated} allocated, {span}",
            span=span,
            committed=say.money(pick.total(committed, "amount"), _UNIT),
            allocated=say.money(pick.total(allocated, "amount"), _UNIT),
        )
        for span in (aid.months_shown(scene), aid.years_shown(scene))
    )
    return aid.entitle(scene, *forms)


COMMITMENTS_AND_ALLOCATIONS = Figure(
    id="commitments-and-allocations",
    topic=Topic.AID,
    name="Commitments and allocations",
    title=_title_of_measures,
    subtitle=lambda scene: scene.say(
        "Aid committed and aid allocated to Ukraine by month, in euros; donor: {donor}; "
        "{release} of the Kiel Institute",
        donor=aid.donors_shown(scene),
        release=aid.release(scene),
    ),
    caveats=(
        "A commitment is a promise, often for years ahead; an allocation is a part of it set "
        "aside. The two are never added; each panel has its axis, and both have one scale.",
        _tell_largest,
        _SPIKES,
    ),
    select=_select_measures,
    draw=_draw_measures,
    choices=(*months(_days), donor_choice(_MONTHS)),
)

_SIZES = {"10": "the 10 largest", "20": "the 20 largest", "all": "all donors"}
_TYPE = one_of("type", "Which type of aid?", {"all": codes.AID_TYPE["all"], **TYPES})


def _allocated(tables: Tables, known_on: date | None, *types: str) -> pd.DataFrame:
    """What whole releases total for these types of aid."""
    rows = pick.found(aid.series(tables, _TOTALS, known_on))
    return rows[(rows["measure"] == "allocation") & rows["aid_type"].isin(types)]


def _lay_amounts(scene: Scene, points: tuple[Point, ...]) -> Plot:
    return lay_rows(bars(scene.say("Allocated"), points, COUNTED), unit=_UNIT)


def _select_donors(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = aid.newest(_allocated(tables, known_on, *chosen["type"]))
    rows = rows.sort_values(["amount", "donor"], ascending=[False, True])
    (size,) = chosen["donors"]
    return Selection(TABLE, rows if size == "all" else rows.head(int(size)), among=len(rows))


def _draw_donors(scene: Scene) -> Plot:
    donors = pick.points(scene.rows, lambda row: aid.donor_label(scene.say, row["donor"]), "amount")
    return _lay_amounts(scene, donors)


def _title_of_donors(scene: Scene) -> tuple[str, ...]:
    say, rows = scene.say, scene.rows.head(2)
    largest = [
        say("{name} ({detail})", name=say.donor(donor), detail=say.money(amount, _UNIT))
        for donor, amount in zip(rows["donor"], rows["amount"], strict=True)
    ]
    return (
        say.named(aid.of_type(scene, say("The two largest donors")), say.list(largest)),
        say.named(aid.of_type(scene, say("The largest donor")), largest[0]),
    )[2 - len(largest) :]


def _subtitle_of_donors(scene: Scene) -> str:
    n, say = len(scene.rows), scene.say
    shown = say(_SIZES[scene.one("donors")])
    return say(
        "Aid allocated to Ukraine from 24 January 2022 to {day}, in euros; type: {type}; "
        "shown: {donors}; {release} of the Kiel Institute",
        day=aid.data_to(scene),
        type=say(codes.AID_TYPE[scene.one("type")]),
        donors=say("the {n} largest of {all}", n=n, all=scene.among) if n < scene.among else shown,
        release=aid.release(scene),
    )


BY_DONOR = Figure(
    id="aid-by-donor",
    topic=Topic.AID,
    name="Aid by donor",
    title=_title_of_donors,
    subtitle=_subtitle_of_donors,
    caveats=(
        _EU_APART,
        "Amounts are totals in euros, not measured against the size of a donor's economy or "
        "population.",
        ALLOCATED,
    ),
    select=_select_donors,
    draw=_draw_donors,
    choices=(_TYPE, one_of("donors", "How many donors?", _SIZES)),
)


def _select_types(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    every = _allocated(tables, known_on, "all", *TYPES)
    rows = aid.of_edition(every, chosen["release"][0])
    return Selection(TABLE, aid.of_donor(rows[rows["aid_type"].isin(TYPES)], chosen))


def _draw_types(scene: Scene) -> Plot:
    """Each type with its share; one bar of all has no room for the name of a small part."""
    whole = pick.total(scene.rows, "amount") if len(scene.rows) else 0.0

    def name(rows: pd.DataFrame) -> str:
        share = scene.say.percent(pick.total(rows, "amount") / whole)
        named = aid.type_name(scene, rows["aid_type"].iloc[0])
        return scene.say("{name} ({detail})", name=named, detail=share)

    points = sorted(_sums(scene.rows, "aid_type", name), key=lambda point: -(point.y or 0))
    return _lay_amounts(scene, tuple(points))


BY_TYPE = Figure(
    id="aid-by-type",
    topic=Topic.AID,
    name="Aid by type",
    title=lambda scene: aid.tell_largest_type(
        scene, scene.say("data to {day}", day=aid.data_to(scene)), aid.years_shown(scene)
    ),
    subtitle=lambda scene: scene.say(
        "Aid allocated to Ukraine by type, in euros, from 24 January 2022 to {day}; "
        "donor: {donor}; {release} of the Kiel Institute",
        day=aid.data_to(scene),
        donor=aid.donors_shown(scene),
        release=aid.release(scene),
    ),
    caveats=(
        ALLOCATED,
        "Weapons and other goods are counted at an estimated value, budget support as money; "
        "a euro of one type is not a euro of another.",
    ),
    select=_select_types,
    draw=_draw_types,
    choices=(aid.editions("release", "Which release?", _TOTALS), donor_choice(_TOTALS)),
)


def _select_releases(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = aid.of_donor(_allocated(tables, known_on, *chosen["type"]), chosen)
    return Selection(TABLE, rows.sort_values("available", kind="stable"))


def _draw_releases(scene: Scene) -> Plot:
    def name(rows: pd.DataFrame) -> str:
        words = scene.say(
            "{release}, data to {day}",
            release=aid.edition_words(scene.say, aid.edition(rows).iloc[0]),
            day=scene.say.short_day(rows["period_end"].iloc[0]),
        )
        return scene.say.opening(words)

    return _lay_amounts(scene, _sums(scene.rows, "source_id", name))


def _title_of_releases(scene: Scene) -> tuple[str, ...]:
    say = scene.say
    groups = [group for _, group in scene.rows.groupby("source_id", sort=False)]
    oldest, latest = groups[0], groups[-1]
    words = {
        "donor": aid.of_type(scene, scene.say.opening(aid.donors_shown(scene))),
        "last": say.money(pick.total(latest, "amount"), _UNIT),
        "last_release": aid.release(scene, latest),
        "first": say.money(pick.total(oldest, "amount"), _UNIT),
        "first_release": aid.release(scene, oldest),
    }
    alone = say("{donor}: {last} allocated ({last_release})", **words)
    both = say("{donor}: {last} allocated ({last_release}), {first} ({first_release})", **words)
    return (both, alone) if len(groups) > 1 else (alone,)


BY_RELEASE = Figure(
    id="aid-by-release",
    topic=Topic.AID,
    name="Aid by release",
    title=_title_of_releases,
    subtitle=lambda scene: scene.say(
        "Aid allocated to Ukraine since 24 January 2022 as each release of the Kiel Institute "
        "totals it, in euros; type: {type}",
        type=scene.say(codes.AID_TYPE[scene.one("type")]),
    ),
    caveats=(
        "A later release also covers later months: the difference between two releases is new aid "
        "and revision of older aid together.",
        "Release 29 is added up from its months; the other releases are summaries as published.",
        _EU_APART,
    ),
    select=_select_releases,
    draw=_draw_releases,
    choices=(donor_choice(_TOTALS), _TYPE),
)
