"""That a snapshot must not be relied upon any more: since when, and why in every language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from locales import Language, Mixed


@dataclass(frozen=True)
class Withdrawal:
    """Why and since when a snapshot must not be relied upon any more.

    `reason` is English; `others` has the same sentence in other languages, by their code.
    """

    day: date
    reason: str
    others: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = field(default=None, compare=False)
    """The moment it was noted, where that was kept."""

    @property
    def reasons(self) -> Mapping[str, str]:
        """The sentence in every language it was written in."""
        return {"en": self.reason, **self.others}

    @property
    def noted(self) -> datetime:
        """When those who follow the figure should have heard of it."""
        return self.at or datetime.combine(self.day, time(), UTC)

    def as_json(self) -> bytes:
        """The withdrawal as it is kept."""
        told = {
            "day": self.day.isoformat(),
            "reason": self.reason,
            "others": dict(self.others),
            **({"at": self.at.isoformat()} if self.at else {}),
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def read_withdrawal(told: Mapping[str, Any]) -> Withdrawal:
    """A withdrawal as it was kept; the first ones had one sentence and no hour."""
    others = told.get("others") or {}
    at = datetime.fromisoformat(told["at"]) if told.get("at") else None
    return Withdrawal(date.fromisoformat(told["day"]), str(told["reason"]), dict(others), at)


def in_words_of(say: Language, texts: Mapping[str, str]) -> str:
    """A text in a language, or the English one, which then says that it is English."""
    if texts.get(say.code):
        return texts[say.code]
    return say("{text} (in English)", text=Mixed(texts["en"])) if texts.get("en") else ""
