"""Aid as the Kiel Institute records it: by month, by donor, by type, and release by release."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from figures.aid import aid_rows as aid
from figures.aid.aid_rows import ALLOCATED, PLACES, TABLE, TYPES, choose_donor, declare_figure
from figures.core import selection as pick
from figures.core.choice import ChosenCodes, find_period, make_choice, make_month_choices
from figures.core.figure import DrawContext, FigureRows
from figures.core.marks import COUNTED, FIRST, SECOND, THIRD, bars, lay_panels, lay_rows
from figures.core.plot import Annotation, Panel, Plot, Point, make_plot
from locales import later
from schemas import Tables, codes

_MONTHS, _TOTALS = "kiel-month", "kiel-donor-total"
_UNIT = "EUR"
_LOOKS = {"military": (FIRST, False), "financial": (SECOND, True), "humanitarian": (THIRD, False)}
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
    rows = pick.select_found(aid.select_series(tables, _MONTHS, known_on))
    rows = pick.narrow(rows, measure=measure)
    whole = pick.narrow(rows, donor="EUU")["source_id"]
    return aid.filter_newest(pick.narrow(rows, source_id=whole))


_FROM_TO = make_month_choices(
    lambda tables: _whole_releases(tables, "allocation", None)["period_start"]
)


def _sums(
    rows: pd.DataFrame, by: str, place: Callable[[pd.DataFrame], date | str]
) -> tuple[Point, ...]:
    groups = rows.groupby(by, sort=by == "period_start")
    return tuple(pick.make_sum(group, place(group), "amount") for _, group in groups)


def _by_month(rows: pd.DataFrame) -> tuple[Point, ...]:
    return _sums(rows, "period_start", lambda group: group["period_start"].iloc[0].date())


def _select_months(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = aid.filter_donor(_whole_releases(tables, "allocation", known_on), chosen)
    rows = pick.narrow(rows, aid_type=chosen["types"])
    return FigureRows(TABLE, pick.select_between(rows, "period_start", *find_period(chosen)))


def _draw_months(scene: DrawContext) -> Plot:
    marks = []
    for code, (tone, hatched) in _LOOKS.items():
        months = _by_month(pick.narrow(scene.rows, aid_type=code))
        name = aid.name_type(scene, code)
        marks.append(bars(name, months, COUNTED, tone, hatched=hatched))
    return make_plot(marks, unit=_UNIT, stacked=True, grain="month")


BY_MONTH = declare_figure(
    id="aid-by-month",
    name="Aid by month",
    title=lambda scene: aid.tell_largest_type(
        scene, aid.format_months(scene), aid.format_years(scene)
    ),
    subtitle="Aid allocated to Ukraine by month and type, in euros; donor: {donor}; {release} of "
    "the Kiel Institute",
    caveats=(
        _SPIKES,
        ALLOCATED,
        "The record begins on 24 January 2022, a month before the full-scale invasion.",
    ),
    select=_select_months,
    draw=_draw_months,
    choices=(
        *_FROM_TO,
        make_choice("types", "Which types of aid?", TYPES, many=True),
        choose_donor(_MONTHS),
    ),
)


def _select_measures(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    both = [_whole_releases(tables, measure, known_on) for measure in ("commitment", "allocation")]
    rows = aid.filter_donor(pd.concat(both), chosen)
    return FigureRows(TABLE, pick.select_between(rows, "period_start", *find_period(chosen)))


def _of(scene: DrawContext, measure: str) -> pd.DataFrame:
    return pick.narrow(scene.rows, measure=measure)


def _mark_largest(scene: DrawContext, form: str) -> tuple[Annotation, ...]:
    """The largest commitment of one donor in one month, told at its month; none without any."""
    t, rows = scene.t, _of(scene, "commitment")
    largest = rows.sort_values("amount", ascending=False, kind="stable").head(1)
    return tuple(
        Annotation(
            row["period_start"].date(),
            t(
                form,
                donor=t.name_donor(row["donor"]),
                amount=t.format_money(row["amount"], row["currency"]),
                month=t.format_month(row["period_start"]),
            ),
        )
        for _, row in largest.iterrows()
    )


def _tell_largest(scene: DrawContext) -> str:
    """Which single booking stands out, since it is the highest bar."""
    form = later("The largest commitment of one donor in one month: {donor}, {amount} ({month}).")
    return next((largest.text for largest in _mark_largest(scene, form)), "")


def _draw_measures(scene: DrawContext) -> Plot:
    t = scene.t
    committed, allocated = (_by_month(_of(scene, name)) for name in ("commitment", "allocation"))
    remarks = _mark_largest(scene, later("{donor}: {amount}"))
    commitments = bars(t("Commitments"), committed, COUNTED, SECOND, hatched=True)
    allocations = bars(t("Allocations"), allocated, COUNTED)
    return lay_panels(
        Panel((commitments,), commitments.name, remarks),
        Panel((allocations,), allocations.name),
        unit=_UNIT,
        grain="month",
    )


def _title_of_measures(scene: DrawContext) -> tuple[str, ...]:
    t, measures = scene.t, [_of(scene, name) for name in ("commitment", "allocation")]
    if any(rows.empty for rows in measures):
        title = t("Commitments and allocations are two measures of the same aid")
        return aid.entitle(scene, title)
    committed, allocated = (aid.format_sum(t, rows) for rows in measures)
    form = later("{committed} committed, {allocated} allocated, {span}")
    spans = (aid.format_months(scene), aid.format_years(scene))
    words = {"committed": committed, "allocated": allocated}
    return aid.entitle(scene, *(t(form, span=span, **words) for span in spans))


COMMITMENTS_AND_ALLOCATIONS = declare_figure(
    id="commitments-and-allocations",
    name="Commitments and allocations",
    title=_title_of_measures,
    subtitle="Aid committed and aid allocated to Ukraine by month, in euros; donor: {donor}; "
    "{release} of the Kiel Institute",
    caveats=(
        "A commitment is a promise, often for years ahead; an allocation is a part of it set "
        "aside. The two are never added; each panel has its axis, and both have one scale.",
        _tell_largest,
        _SPIKES,
    ),
    select=_select_measures,
    draw=_draw_measures,
    choices=(*_FROM_TO, choose_donor(_MONTHS)),
)

_SIZES = {"10": "the 10 largest", "20": "the 20 largest", "all": "all donors"}
_TYPE = make_choice("type", "Which type of aid?", {"all": codes.AID_TYPE["all"], **TYPES})


def _allocated(tables: Tables, known_on: date | None, *types: str) -> pd.DataFrame:
    """What whole releases total for these types of aid."""
    rows = pick.select_found(aid.select_series(tables, _TOTALS, known_on))
    return pick.narrow(rows, measure="allocation", aid_type=types)


def _lay_amounts(scene: DrawContext, points: tuple[Point, ...]) -> Plot:
    return lay_rows(bars(scene.t("Allocated"), points, COUNTED), unit=_UNIT)


def _select_donors(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = aid.filter_newest(_allocated(tables, known_on, *chosen["type"]))
    rows = rows.sort_values(["amount", "donor"], ascending=[False, True])
    (size,) = chosen["donors"]
    return FigureRows(TABLE, rows if size == "all" else rows.head(int(size)), among=len(rows))


def _title_of_donors(scene: DrawContext) -> tuple[str, ...]:
    t, rows = scene.t, scene.rows.head(2)
    largest = [
        t("{name} ({detail})", name=t.name_donor(donor), detail=t.format_money(amount, _UNIT))
        for donor, amount in zip(rows["donor"], rows["amount"], strict=True)
    ]
    return (
        t.label(aid.append_type(scene, t("The two largest donors")), t.join_words(largest)),
        t.label(aid.append_type(scene, t("The largest donor")), largest[0]),
    )[2 - len(largest) :]


def _count_donors(scene: DrawContext) -> str:
    """How many donors are shown, of how many if not all."""
    n, t = len(scene.rows), scene.t
    if n < scene.among:
        return t("the {n} largest of {all}", n=n, all=scene.among)
    return t(_SIZES[scene.find_code("donors")])


BY_DONOR = declare_figure(
    id="aid-by-donor",
    name="Aid by donor",
    title=_title_of_donors,
    subtitle="Aid allocated to Ukraine from 24 January 2022 to {day}, in euros; type: {type}; "
    "shown: {donors}; {release} of the Kiel Institute",
    places=PLACES | {"donors": _count_donors},
    caveats=(
        _EU_APART,
        "Amounts are totals in euros, not measured against the size of a donor's economy or "
        "population.",
        ALLOCATED,
    ),
    select=_select_donors,
    draw=lambda scene: _lay_amounts(scene, aid.make_donor_points(scene)),
    choices=(_TYPE, make_choice("donors", "How many donors?", _SIZES)),
)


def _select_types(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    every = _allocated(tables, known_on, "all", *TYPES)
    rows = pick.narrow(aid.filter_edition(every, chosen["release"][0]), aid_type=TYPES)
    return FigureRows(TABLE, aid.filter_donor(rows, chosen))


def _draw_types(scene: DrawContext) -> Plot:
    """Each type with its share; one bar of all has no room for the name of a small part."""
    whole = pick.add_up(scene.rows, "amount") if len(scene.rows) else 0.0

    def name(rows: pd.DataFrame) -> str:
        share = scene.t.format_percent(pick.add_up(rows, "amount") / whole)
        named = aid.name_type(scene, rows["aid_type"].iloc[0])
        return scene.t("{name} ({detail})", name=named, detail=share)

    points = sorted(_sums(scene.rows, "aid_type", name), key=lambda point: -(point.y or 0))
    return _lay_amounts(scene, tuple(points))


BY_TYPE = declare_figure(
    id="aid-by-type",
    name="Aid by type",
    title=lambda scene: aid.tell_largest_type(
        scene, scene.t("data to {day}", day=scene.days["last"]), aid.format_years(scene)
    ),
    subtitle="Aid allocated to Ukraine by type, in euros, from 24 January 2022 to {day}; donor: "
    "{donor}; {release} of the Kiel Institute",
    caveats=(
        ALLOCATED,
        "Weapons and other goods are counted at an estimated value, budget support as money; "
        "a euro of one type is not a euro of another.",
    ),
    select=_select_types,
    draw=_draw_types,
    choices=(aid.choose_edition("release", "Which release?", _TOTALS), choose_donor(_TOTALS)),
)


def _select_releases(tables: Tables, chosen: ChosenCodes, known_on: date | None) -> FigureRows:
    rows = aid.filter_donor(_allocated(tables, known_on, *chosen["type"]), chosen)
    return FigureRows(TABLE, rows.sort_values("available", kind="stable"))


def _draw_releases(scene: DrawContext) -> Plot:
    def name(rows: pd.DataFrame) -> str:
        words = scene.t(
            "{release}, data to {day}",
            release=aid.name_edition(scene.t, aid.code_editions(rows).iloc[0]),
            day=scene.t.format_short_day(rows["period_end"].iloc[0]),
        )
        return scene.t.capitalize(words)

    return _lay_amounts(scene, _sums(scene.rows, "source_id", name))


def _title_of_releases(scene: DrawContext) -> tuple[str, ...]:
    t = scene.t
    groups = [group for _, group in scene.rows.groupby("source_id", sort=False)]
    words = {"donor": aid.append_type(scene, t.capitalize(aid.name_donors(scene)))}
    for name, rows in (("first", groups[0]), ("last", groups[-1])):
        words[name] = aid.format_sum(t, rows)
        words[f"{name}_release"] = aid.name_release(t, rows)
    alone = t("{donor}: {last} allocated ({last_release})", **words)
    both = t("{donor}: {last} allocated ({last_release}), {first} ({first_release})", **words)
    return (both, alone) if len(groups) > 1 else (alone,)


BY_RELEASE = declare_figure(
    id="aid-by-release",
    name="Aid by release",
    title=_title_of_releases,
    subtitle="Aid allocated to Ukraine since 24 January 2022 as each release of the Kiel "
    "Institute totals it, in euros; type: {type}",
    caveats=(
        "A later release also covers later months: the difference between two releases is new aid "
        "and revision of older aid together.",
        "Release 29 is added up from its months; the other releases are summaries as published.",
        _EU_APART,
    ),
    select=_select_releases,
    draw=_draw_releases,
    choices=(choose_donor(_TOTALS), _TYPE),
)
