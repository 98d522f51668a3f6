"""`accepted_warnings.csv`: warnings of the check that a maintainer has looked into."""

from schemas.table import Day, Table, Text


class AcceptedWarnings(Table):
    """One warning that was looked into and accepted: which, by whom, when and why."""

    warning: Text
    file: Text
    row: Text
    accepted_by: Text
    accepted_on: Day
    reason: Text
