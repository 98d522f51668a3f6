"""`accepted_warnings.csv`: warnings of the check that a maintainer has looked into."""

from schemas import table
from schemas.table import Day, Table, Text


class AcceptedWarnings(Table):
    """One warning that was looked into and accepted: which, by whom, when and why."""

    warning: Text = table.declare_column(
        "Warning",
        "Name of the rule that warns, as the check prints it in brackets.",
        pattern=r"[a-z]+(_[a-z0-9]+)*",
        form="restated_past",
    )
    file: Text = table.declare_column(
        "File", "The table concerned, for example civilian_deaths.csv."
    )
    row: Text = table.declare_column(
        "Row",
        "Key of the rows: column=value pairs joined by “;”. With value=… among them, the warning "
        "comes back as soon as the number changes.",
    )
    accepted_by: Text = table.declare_column("Accepted by", "Initials or role of the maintainer.")
    accepted_on: Day = table.declare_column("Accepted on", "The day.")
    reason: Text = table.declare_column("Reason", "Why the figure may stay as it is.")

    class Config:
        name = "accepted_warnings"
        unique = ["warning", "file", "row"]
