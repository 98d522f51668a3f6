"""Words that several figures of aid share."""

import pandas as pd

from figures.aid.aid_rows import ALL_DONORS, edition, edition_words
from figures.core.figure import Scene
from figures.core.selection import total
from schemas import codes

ALLOCATED = (
    "An allocation is money or goods set aside for a stated purpose. It is not a promise still "
    "open, and not yet a delivery or a payment."
)
EU_APART = (
    "The EU institutions are a donor of their own; their money is not shared out among the "
    "member states."
)


def heading(words: str) -> str:
    """The same words with a capital letter, as a label begins."""
    return words[:1].upper() + words[1:]


def type_name(scene: Scene, code: str) -> str:
    """The name of a type of aid, as a label."""
    return heading(scene.say(codes.AID_TYPE[code]))


def donors_shown(scene: Scene) -> str:
    """The donor chosen, or all donors."""
    return scene.say.donor(scene.one("donor") or ALL_DONORS)


def of_donor(scene: Scene, *forms: str) -> tuple[str, ...]:
    """The forms of a title, with the donor it is about where one was chosen."""
    donor = scene.one("donor") or ALL_DONORS
    if donor == ALL_DONORS:
        return forms
    return tuple(scene.say.named(scene.say.donor(donor), title) for title in forms)


def of_type(scene: Scene, name: str) -> str:
    """A name with the type of aid it is about, where one was chosen."""
    code = scene.one("type") or "all"
    if code == "all":
        return name
    return scene.say("{name} ({detail})", name=name, detail=scene.say(codes.AID_TYPE[code]))


def release(scene: Scene, rows: pd.DataFrame | None = None) -> str:
    """The release of the rows shown, in words: Release 30."""
    shown = scene.rows if rows is None else rows
    return edition_words(scene.say, str(edition(shown).iloc[-1]))


def data_to(scene: Scene) -> str:
    """The last day the rows cover."""
    return scene.say.day(scene.rows["period_end"].max())


def months_shown(scene: Scene) -> str:
    """The months the rows cover."""
    say, rows = scene.say, scene.rows
    return say(
        "{first} to {last}",
        first=say.month(rows["period_start"].min()),
        last=say.month(rows["period_end"].max()),
    )


def years_shown(scene: Scene) -> str:
    """The years the rows cover."""
    first, last = scene.rows["period_start"].min().year, scene.rows["period_end"].max().year
    return str(first) if first == last else f"{first}–{last}"


def largest_part(scene: Scene, *whens: str) -> tuple[str, ...]:
    """The sum of the rows and its largest type as a title, told with each of these times."""
    return of_donor(scene, *(_largest_part(scene, when) for when in whens))


def _largest_part(scene: Scene, when: str) -> str:
    say, currency = scene.say, scene.rows["currency"].iloc[0]
    sums = {str(code): total(rows, "amount") for code, rows in scene.rows.groupby("aid_type")}
    largest = max(sums, key=lambda code: sums[code])
    if len(sums) == 1:
        return say(
            "{total} allocated, {when} ({type})",
            when=when,
            total=say.money(sums[largest], currency),
            type=say(codes.AID_TYPE[largest]),
        )
    return say(
        "{total} allocated, {when}; largest part: {type}, {amount}",
        when=when,
        total=say.money(total(scene.rows, "amount"), currency),
        type=say(codes.AID_TYPE[largest]),
        amount=say.money(sums[largest], currency),
    )
