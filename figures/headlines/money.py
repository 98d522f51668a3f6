"""Headline numbers of money: what was allocated, what the appeal has received."""

from datetime import date

from figures.aid.appeals import plan_words
from figures.core import selection as pick
from figures.core.choice import Chosen
from figures.core.figure import Figure, Scene, Selection, Topic
from figures.core.palette import Meaning
from figures.core.plot import Mark, Plot, Shape, one_panel
from schemas import Tables, codes

TABLE = "aid_flows"


def _select_allocated(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = tables.aid_flows
    wanted = (
        (rows["series"] == "kiel-donor-total")
        & (rows["measure"] == "allocation")
        & (rows["aid_type"] == "all")
    )
    rows = pick.found(pick.known(rows[wanted], known_on))
    newest = rows.sort_values("available", kind="stable")["source_id"].tail(1)
    return Selection(TABLE, rows[rows["source_id"].isin(newest)])


def _draw_allocated(scene: Scene) -> Plot:
    if scene.rows.empty:
        return one_panel([])
    point = pick.summed(scene.rows, scene.say("All donors"), "amount")
    mark = Mark(
        scene.say(codes.AID_MEASURE["allocation"]), (point,), Meaning.COUNTED, shape=Shape.BAR
    )
    return one_panel([mark], unit="EUR", horizontal=True)


def _allocated_title(scene: Scene) -> str:
    return scene.say(
        "{amount}, allocated",
        amount=scene.say.money(pick.total(scene.rows, "amount"), "EUR"),
    )


ALLOCATED = Figure(
    id="headline-aid-allocated",
    topic=Topic.HEADLINES,
    name="Aid allocated to Ukraine",
    title=_allocated_title,
    subtitle=lambda scene: scene.say(
        "Military, financial and humanitarian aid that governments set aside for Ukraine, "
        "from {first} to {last}, sum of all donors",
        first=scene.say.day(scene.rows["period_start"].min()),
        last=scene.say.day(scene.rows["period_end"].max()),
    ),
    caveats=("Allocated is not yet delivered or paid. Commitments are counted apart.",),
    select=_select_allocated,
    draw=_draw_allocated,
)


def _select_appeal(tables: Tables, chosen: Chosen, known_on: date | None) -> Selection:
    rows = tables.aid_flows
    wanted = (
        (rows["series"] == "fts-plan")
        & (rows["recipient"] == "UKR")
        & rows["plan"].str.fullmatch(r"[A-Z]UKR\d\d")
        & rows["amount"].notna()
    )
    rows = pick.latest(pick.known(rows[wanted], known_on), TABLE)
    newest = rows.sort_values(["period_end", "plan"])["plan"].tail(1)
    return Selection(TABLE, rows[rows["plan"].isin(newest)])


def _draw_appeal(scene: Scene) -> Plot:
    marks = []
    for measure, meaning in (("requirement", Meaning.ESTIMATED), ("funding", Meaning.COUNTED)):
        rows = scene.rows[scene.rows["measure"] == measure]
        words = scene.say(codes.AID_MEASURE[measure])
        points = pick.points(rows, lambda row: plan_words(scene.say, row["plan"]), "amount")
        marks.append(Mark(words, points, meaning, shape=Shape.BAR))
    return one_panel(marks, unit="USD", horizontal=True, nested=True)


def _amount(scene: Scene, measure: str) -> str:
    amounts = scene.rows.loc[scene.rows["measure"] == measure, "amount"]
    return scene.say.money(amounts.iloc[0], "USD") if len(amounts) else "–"


APPEAL = Figure(
    id="headline-appeal",
    topic=Topic.HEADLINES,
    name="United Nations appeal",
    title=lambda scene: scene.say(
        "{funded} funded of {required} required",
        funded=_amount(scene, "funding"),
        required=_amount(scene, "requirement"),
    ),
    subtitle=lambda scene: scene.say(
        "Humanitarian plan for Ukraine, {first} to {last}, as recorded on {day}",
        first=scene.say.day(scene.rows["period_start"].min()),
        last=scene.say.day(scene.rows["period_end"].max()),
        day=scene.say.day(scene.rows["available"].max()),
    ),
    caveats=("Aid that goes to Ukraine outside the plan is not in it.",),
    select=_select_appeal,
    draw=_draw_appeal,
)
