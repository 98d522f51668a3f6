"""The editions of the Ukraine Support Tracker as `sources.csv` describes them."""

from typing import Final

from locales import later
from upkeep.importers.draft import PUBLISHED, Answers, Row, described
from upkeep.importers.draft import dated as _dated
from upkeep.importers.refusal import Refused, Unanswered

PUBLISHER: Final = "Kiel Institute"
_RELEASE: Final = later("Which release is it? Give --release 31; the publisher's page says it.")
_DATA: Final = "https://www.kielinstitut.de/publications/ukraine-support-tracker-data-6453/"
_PARTS: Final = {
    "data-explorer": (
        "Ukraine Support Tracker, Data Explorer, Release {release}",
        "https://www.kielinstitut.de/topics/war-against-ukraine/ukraine-support-tracker/",
        "Commitments and allocations measure different things and must not share an axis. "
        "Packages that earlier releases left undated are booked here in single months.",
    ),
    "country-summary": (
        "Ukraine Support Tracker, Country Summary, Release {release}",
        _DATA,
        "",
    ),
    "main-data": (
        "Ukraine Support Tracker Data, sheet Bilateral Assistance, MAIN DATA, Release {release}",
        _DATA,
        "Packages without a known month are kept apart as undated, and for some others the month "
        "column and the date of the source disagree.",
    ),
    "financial-disbursements": (
        "Ukraine Support Tracker Data, sheet Financial disb per Month, Release {release}",
        _DATA,
        "Payments of budget support only, not comparable with the allocations and commitments of "
        "the same release.",
    ),
}


def source(answers: Answers, part: str, until: str) -> Row:
    """The row of one part of a release; its name carries the release and a day."""
    questions = [] if answers.release else [_RELEASE]
    if not (answers.published or answers.available):
        questions.append(PUBLISHED)
    if questions:
        raise Unanswered(*questions)
    if not (answers.release.isascii() and answers.release.isdigit()):
        raise Refused(later("“{text}” is no number of a release."), text=answers.release)
    title, url, caveat = _PARTS[part]
    dates = _dated(answers)
    day = dates[0] if len(dates[0]) == 10 else until
    return described(
        answers,
        f"kiel-r{answers.release}-{day}-{part}",
        dates,
        publisher=PUBLISHER,
        title=title.format(release=answers.release),
        release=answers.release,
        url=url,
        licence="attribution required; terms not confirmed",
        frequency="quarterly",
        caveat=caveat,
    )
