"""A report of a check in the forms that people and machines read."""

from collections.abc import Callable, Mapping

from locales import Language
from upkeep.checking import Report
from upkeep.reports.github import as_github
from upkeep.reports.junit import as_junit
from upkeep.reports.page import as_html
from upkeep.reports.records import as_json
from upkeep.reports.text import as_text

FORMATS: Mapping[str, Callable[[Report, Language], str]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "github": as_github,
    "html": as_html,
}
"""Every form of a report, by name."""

__all__ = ["FORMATS", "as_github", "as_html", "as_json", "as_junit", "as_text"]
