"""All rules of sense in one table: name, how bad, what it is called, what to do, who sees it."""

from collections.abc import Callable, Iterator
from typing import Final

from locales import later
from schemas import NUMBER_TABLES, TRANSLATED_COLUMNS
from schemas.findings import Cause, Severity
from upkeep.rules import (
    editions,
    latest,
    money,
    places,
    running,
    searching,
    stocks,
    sums,
    times,
    translating,
    wholes,
)
from upkeep.rules.known import Known, Rule, Sighting

_DEATHS: Final = ("civilian_deaths",)
_PEOPLE: Final = ("displacement",)
_MONEY: Final = ("aid_flows",)
_ANY: Final = ("sources", *NUMBER_TABLES, "searches")


def _error(
    name: str, tables: tuple[str, ...], see: Callable[[Known], Iterator[Sighting]],
    title: str, advice: str,
) -> Rule:  # fmt: skip
    return Rule(Cause(name, Severity.ERROR, title, advice), tables, see)


def _warning(
    name: str, tables: tuple[str, ...], see: Callable[[Known], Iterator[Sighting]],
    title: str, advice: str,
) -> Rule:  # fmt: skip
    return Rule(Cause(name, Severity.WARNING, title, advice), tables, see)


def _note(
    name: str, tables: tuple[str, ...], see: Callable[[Known], Iterator[Sighting]],
    title: str, advice: str,
) -> Rule:  # fmt: skip
    return Rule(Cause(name, Severity.NOTE, title, advice), tables, see)


RULES: Final[tuple[Rule, ...]] = (
    # Days.
    _error("in_the_future", _ANY, times.in_the_future, later("In the future"),
           later("this day lies in the future; today is {today}")),
    _error("month_in_the_future", ("exchange_rates",), times.month_in_the_future,
           later("Month in the future"),
           later("this month has not begun; today is {today}")),
    _error("before_2014", _ANY, times.before_2014, later("Before 2014"),
           later("nothing in these tables is older than 2014; correct the year")),
    _error("before_the_series", _MONEY, times.before_the_series, later("Before the series begins"),
           later("the data of the Kiel Institute begin in January 2022; months may have "
                 "slipped by one")),
    _error("known_before_it_began", _ANY, times.known_before_it_began,
           later("Known before it began"),
           later("no source can know a period before it begins; correct the period or the day")),
    _warning("published_before_it_ended", _ANY, times.published_before_it_ended,
             later("Published before the period ended"),
             later("the source was public on {published}, before this day; correct the day, "
                   "or end the period where the count ends")),
    _warning("beyond_its_knowledge", _DEATHS, times.counted_beyond_its_knowledge,
             later("Period longer than the knowledge"),
             later("the period ends on {end}, after the day up to which the source knows; "
                   "end the period there")),
    _warning("read_before_public", ("sources",), times.read_before_it_was_public,
             later("Read before it was public"),
             later("the publication became public on {available}; correct one of the two days")),
    _note("named_after_another_day", ("sources",), times.named_after_another_day,
          later("Named after another day"),
          later("the name of the source speaks of {named}, well after it was public")),
    _note("part_of_a_month", _DEATHS, times.part_of_a_month, later("Part of a month"),
          later("the month ends on {last}; if the count covers all of it, correct the end")),
    # Counts that run on.
    _error("cumulative_falls", _DEATHS, running.falls, later("Cumulative count falls"),
           later("the count was {before} on {day} and can only grow; correct it, or set "
                 "obs_status to B if the publisher revised it")),
    _warning("cumulative_leaps", _DEATHS, running.leaps, later("Cumulative count leaps"),
             later("the count grows by {step} in {days} days, far more than ever before; "
                   "look for a slip, or set obs_status to B if late verification was added")),
    _warning("stale_half", _DEATHS, running.stale_half, later("Stale half of a pair"),
             later("this is still the number of {day}, while its other half is new")),
    _warning("stale_value", _DEATHS, running.stale_value, later("Number of an earlier day"),
             later("exactly this was the count of {day}; the number or its day is wrong")),
    _warning("above_the_count", _DEATHS, running.above_the_count,
             later("Above the verified count"),
             later("the verified count was at most {count}; from when does this number count?")),
    _warning("casualties_for_one", _DEATHS, running.casualties_for_one,
             later("Casualties given as one of the two"),
             later("this is killed and injured together, as {source} gives them")),
    _warning("swapped_digits", _DEATHS, running.swapped_digits, later("Digits swapped"),
             later("another source gives {other} for the same days; two digits are exchanged")),
    _error("total_differs", _DEATHS, running.total_said_otherwise,
           later("Killed and injured are not the total"),
           later("killed and injured make {together}, the note says {total}")),
    # Parts and wholes.
    _warning("months_differ", _DEATHS, sums.months, later("Months do not sum to their total"),
             later("the months of this edition make {sum}, which differs by {difference}")),
    _error("children_above_all", _DEATHS, sums.children, later("More children than people"),
           later("all victims together are {whole}")),
    _error("people_above_all", _DEATHS, sums.people, later("Part of the people above the whole"),
           later("all of them together are {whole}")),
    _error("part_above_whole", _DEATHS, sums.weapons_and_territories,
           later("Part above its whole"),
           later("for all weapons and places together the same source gives {whole}")),
    _error("parts_above_whole", _DEATHS, sums.weapons_together,
           later("Parts together above their whole"),
           later("the weapons of this source make {sum}, all of them together {whole}")),
    _error("month_above_count", _DEATHS, sums.months_above_the_count,
           later("Month above the running count"),
           later("since February 2022 the same edition counts {whole}")),
    _warning("sexes_and_ages_differ", _DEATHS, sums.sexes_and_ages,
             later("Sexes and ages do not sum to all"),
             later("the parts make {sum}")),
    _error("place_above_whole", _PEOPLE, sums.places, later("Place above its whole"),
           later("for the whole the same source gives {whole}")),
    _warning("places_differ", _PEOPLE, sums.oblasts, later("Places do not sum to the whole"),
             later("the places of this source make {sum}, which differs by {difference}; "
                   "places without a number are not zero")),
    _error("protection_above_whole", _PEOPLE, sums.protection,
           later("Temporary protection above the whole"),
           later("citizens of Ukraine are a part of all beneficiaries, who are {whole}")),
    _error("aid_above_whole", _MONEY, sums.kinds_of_aid, later("Part of the aid above the whole"),
           later("for all of it the same source gives {whole}")),
    _warning("clusters_differ", _MONEY, wholes.clusters, later("Clusters do not sum to the appeal"),
             later("the clusters of this snapshot make {sum}; are the rows “Not specified” and "
                   "“Multiple clusters” there?")),
    _warning("donor_months_differ", _MONEY, wholes.donors,
             later("Months do not sum to the donor’s total"),
             later("the months and undated rows of this release make {sum}")),
    _warning("donors_differ", _MONEY, wholes.all_donors,
             later("Donors do not sum to the month’s total"),
             later("the donors of this release make {sum} in this month")),
    _warning("items_differ", _MONEY, wholes.items,
             later("Items do not sum to the military aid"),
             later("bought, from stocks and the rest make {sum}")),
    # Stocks and rates.
    _warning("stock_jumps", _PEOPLE, stocks.jumps, later("Stock jumps"),
             later("the number before was {before} and the series never moved by more than "
                   "{largest}; look for a slip, or set obs_status to B if the method changed")),
    _warning("rate_jumps", ("exchange_rates",), stocks.rate_jumps, later("Rate jumps"),
             later("the month before it was {before}; is it the right way round?")),
    _error("more_than_people", _PEOPLE, stocks.more_than_there_are,
           later("More people than there are"),
           later("Ukraine never had more than {people} people; this may be border crossings "
                 "or a running sum")),
    _error("more_victims_than_people", _DEATHS, stocks.more_killed_than_there_are,
           later("More victims than people"),
           later("Ukraine never had more than {people} people")),
    _warning("frozen", _PEOPLE, stocks.frozen, later("Frozen number"),
             later("the number has not moved for {days} days; it may no longer be updated")),
    _error("all_zero", _ANY, stocks.nothing_but_zeros, later("Nothing but zeros"),
           later("all {number} numbers of this source are 0, as after an import that found "
                 "nothing; missing is not zero")),
    _warning("conflict_not_said", _PEOPLE, places.conflict_not_said, later("Conflict not said"),
             later("another source gives {other} for the same people and day; name it in "
                   "conflicts_with")),
    _warning("stock_collapses", _PEOPLE, stocks.collapses, later("Stock collapses"),
             later("the number before was {before}; people are seldom gone all at once, but may "
                   "have been counted elsewhere")),
    _warning("one_count_two_days", _PEOPLE, places.one_count_two_days,
             later("One count, two days"),
             later("another source gives exactly this number for {day}")),
    _warning("kyiv_swapped", _PEOPLE, places.kyiv_swapped, later("Kyiv city and oblast swapped"),
             later("the city is UA80 and the oblast UA32; here they have changed places")),
    _note("day_gone", _PEOPLE, stocks.day_gone, later("Day gone from a later edition"),
          later("{source} no longer has this day")),
    # Editions.
    _note("restated", _ANY, editions.restated, later("Past restated"),
          later("{old} said {before}; this edition changes {number} of its figures, this one "
                "the most")),
    _warning("restated_much", _ANY, editions.restated_much, later("Past restated by much"),
             later("{old} said {before}; this edition changes {number} of its figures, this one "
                   "the most; is it a correction of the publisher?")),
    _note("late_verification", _DEATHS, places.late_verification, later("Late verification"),
          later("the count grew by {step}; {late} of them belong to earlier months")),
    _warning("release_again", _MONEY, places.release_again, later("Same release again"),
             later("all figures are those of {other}; is it the new release?")),
    _warning("older_replaces_newer", _DEATHS, editions.older_replaces_newer,
             later("Older knowledge replaces newer"),
             later("an edition that came out before knew up to {day}; which of the two is "
                   "really later?")),
    _warning("equal_thirds", _DEATHS, editions.equal_thirds, later("Near-equal thirds"),
             later("three months in a row are almost the same, killed and injured; such a split "
                   "may be invented to reach a total")),
    _note("another_months_figure", _DEATHS, editions.another_months_figure,
          later("Figure of another month"),
          later("later editions differ, and exactly this is the figure of {month}")),
    _warning("same_pair", _DEATHS, editions.same_pair, later("Month copied"),
             later("another month of this source has the same killed and the same injured")),
    _warning("event_date", _DEATHS, editions.event_dates, later("Day of an attack differs"),
             later("the other reports of this attack give {day}")),
    # Money.
    _warning("same_money_twice", _MONEY, money.same_money_twice, later("Same money twice"),
             later("{source} tells of the same money; give both rows the same package, or say "
                   "in the note why they are two")),
    _error("currency_slip", _MONEY, money.currency_slip, later("Same number, other currency"),
           later("the same package has this number in {other}; one of the currencies is wrong")),
    _warning("rate_disagrees", _MONEY, money.rate_disagrees,
             later("Amounts disagree with the rate"),
             later("at the rate of the month the package’s amounts differ by {share}")),
    _warning("negative_amount", _MONEY, money.negative, later("Negative amount"),
             later("money that was paid back? say so in the note")),
    _warning("price_of_a_piece", _MONEY, money.price_of_a_piece, later("Price of a piece"),
             later("one piece would cost {price}; unpriced items may be among them")),
    _warning("further_than_possible", _MONEY, money.further_than_possible,
             later("Further than possible"),
             later("the same source gives only {whole} for the stage before")),
    _note("overfunded", _MONEY, money.overfunded, later("More than was asked for"),
          later("this is {share} of the requirement")),
    _warning("nothing_required", _MONEY, money.nothing_required, later("Requirement of zero"),
             later("an appeal that was replaced by another? leave the row out or say so in "
                   "the note")),
    _note("less_than_before", _MONEY, money.less_than_before, later("Funding falls"),
             later("the snapshot before gave {before}")),
    _warning("amount_many_times", _MONEY, money.one_amount_many_times,
             later("One amount many times"),
             later("the source has exactly this amount {times} times; a shared flow may be "
                   "listed once for each country")),
    _warning("joint_parts", _MONEY, money.joint_parts, later("Joint sum and its parts"),
             later("its parts are {parts}, its donors or amount say {donors}")),
    # Searches.
    _warning("never_looked_for", _ANY, searching.never_looked_for, later("Never looked for"),
             later("nobody has written down when this series was last looked for; add a row to "
                   "searches.csv: {publisher}, {series}")),
    # Words.
    _warning("translation_missing", (*TRANSLATED_COLUMNS, "translations"), translating.missing,
             later("Not translated"),
             later("readers see this sentence in English; add it to translations.csv, or fill "
                   "in its row there: {columns}")),
    _note("translation_unused", ("translations",), translating.unused,
          later("Translation nobody needs"),
          later("no table says this any more; remove the row")),
    *latest.DECLARED,
)  # fmt: skip
"""Every rule, in the order in which they are read."""
