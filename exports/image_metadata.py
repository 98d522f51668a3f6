"""What a picture says about itself, in words that agencies and content systems read."""

from dataclasses import dataclass

from exports.addresses import Edition
from exports.licences import licences
from figures.core.chart import Chart
from figures.core.site_name import HOUSE


@dataclass(frozen=True)
class About:
    """The words that travel inside a picture file."""

    language: str
    title: str
    caption: str
    credit: str
    source: str
    rights: str
    alt: str
    description: str
    address: str


def about(chart: Chart, edition: Edition) -> About:
    """What a picture of this chart says about itself, in the language of the chart."""
    say = chart.say
    caption = (chart.title, chart.subtitle, chart.note.text)
    publishers = [say.data(cited.publisher) for cited in chart.note.cited]
    rights = [
        say.named(say.row(map(say.data, one.publishers)), say.data(one.words))
        for one in licences(chart)
    ]
    return About(
        language=say.code,
        title=chart.title,
        caption=" ".join(_sentence(part) for part in caption if part),
        credit=say.row([say(HOUSE), *publishers]),
        source=say.row(publishers),
        rights=say.row(rights),
        alt=chart.alt,
        description=" ".join(chart.summary),
        address=edition.page,
    )


def _sentence(words: str) -> str:
    """Words that end like a sentence, so that another can follow."""
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
