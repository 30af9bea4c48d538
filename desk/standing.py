"""Where a notice stands, from its figures alone: the sentence, what needs the board, sections, risks, voices. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

from desk import places
from evidence.models import VoiceGroup
from govuk import words
from govuk.parts import Link
from kpis.state import Figure, FigureKind, latest
from kpis.targets import Flag
from reports.faces import drawings, exceptions, wording
from reports.figures.tree import (
    ActionFigures,
    Change,
    FigurePoint,
    Figures,
    KpiFigures,
    RiskFigures,
    SectionFigures,
    VoiceFigures,
)

SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GOOD_STATES: Final = ("met", "meeting_now", "on_track")


def number(count: int) -> str:
    """A count inside a sentence: words below ten."""
    return SMALL[count] if count < len(SMALL) else f"{count:,}"


def sentence(figures: Figures, *, sees_reports: bool) -> tuple[Link, ...]:
    """What a person would say, in pieces: a piece with an address is a number that leads to the rows it counts."""
    reports = places.reports(figures.notice.slug, may_see=sees_reports)
    pieces = [*_of_actions(figures), *_of_kpis(figures), *_of_report(figures, reports)]
    if not pieces:
        return ()
    first, last = pieces[0], pieces[-1]
    pieces[0] = Link(f"{first.text[:1].upper()}{first.text[1:]}", first.href)
    pieces[-1] = Link(last.text.removesuffix("; "), last.href)
    return (*pieces, Link(".", ""))


def _of_actions(figures: Figures) -> Iterator[Link]:
    slug, total = figures.notice.slug, len(figures.actions)
    if not total:
        return
    complete = _how_many(figures.ratings, "blue")
    red = _how_many(figures.ratings, "red")
    yield Link("none" if not complete else number(complete), places.actions(slug, rating="blue"))
    yield Link(" of ", "")
    yield Link(words.plural(total, "action"), places.actions(slug))
    yield Link(f" {'is' if complete == 1 else 'are'} complete, ", "")
    yield Link("none" if not red else number(red), places.actions(slug, rating="red"))
    yield Link(f" {'is' if red == 1 else 'are'} off track; ", "")


def _of_kpis(figures: Figures) -> Iterator[Link]:
    slug = figures.notice.slug
    if not figures.kpis:
        return
    good = sum(_how_many(figures.kpi_states, state) for state in GOOD_STATES)
    unknown = _how_many(figures.kpi_states, "not_assessable")
    yield Link(f"{number(good)} {'KPI' if good == 1 else 'KPIs'}", places.kpis(slug, state="good"))
    yield Link(f" {'is on track for its' if good == 1 else 'are on track for their'} next milestone, ", "")
    if unknown:
        yield Link(number(unknown), places.kpis(slug, state="not_assessable"))
    yield Link(" cannot be assessed yet; " if unknown else "and all can be assessed; ", "")


def _of_report(figures: Figures, href: str) -> Iterator[Link]:
    due = report_due(figures)
    if due is None:
        return
    day, to_whom = due
    days = (day - figures.on).days
    yield Link(f"the report{f' to {named(to_whom)}' if to_whom else ''} ", "")
    if days == 0:
        said = "is due today"
    elif days > 0:
        said = f"is due in {words.plural(days, 'day')}"
    else:
        said = f"is {words.plural(-days, 'day')} late"
    yield Link(said, href)


def named(to_whom: str) -> str:
    """Addressees inside a sentence: "DfE, NHS England" reads "DfE and NHS England"."""
    return words.listed(to_whom.split(", "))


def report_due(figures: Figures) -> tuple[date, str] | None:
    """The day and the addressees of the council's report that is late, else of the next one to come."""
    found = [
        (each.due_on, obligation.to_whom)
        for obligation in figures.obligations
        if obligation.kind == "report" and obligation.councils_duty
        for each in obligation.occurrences
        if each.state in ("late", "due")
    ]
    return min(found, default=None)


def _how_many(counts: Sequence, code: str) -> int:  # type: ignore[type-arg]
    return sum(count.number for count in counts if count.code == code)


@dataclass(frozen=True)
class Concern:
    """Something that needs the board's attention, and why. `look` and `state` are its tag."""

    ref: str
    title: str
    href: str
    state: str
    look: str
    reasons: tuple[str, ...]


def actions_of_concern(figures: Figures) -> tuple[Concern, ...]:
    """Actions that are late, red, silent, slipping, without a holder, or differ from the facts: the latest first."""
    found = [(row, tuple(_reasons(row))) for row in figures.actions if row.completion != "confirmed"]
    asking = [(row, reasons) for row, reasons in found if reasons or row.rating == "red"]
    asking.sort(key=lambda pair: (-pair[0].days_late, pair[0].rating != "red", not pair[0].silent, -pair[0].slip_days))
    return tuple(_concern(row, reasons, figures) for row, reasons in asking)


def _reasons(row: ActionFigures) -> Iterator[str]:
    if row.days_late:
        claimed = ", claimed complete" if row.completion == "waiting" else ""
        yield f"{words.plural(row.days_late, 'day')} late{claimed}"
    if row.silent:
        yield "no update in the last window"
    if row.slip_days > 0:
        yield f"moved {words.plural(row.slip_days, 'day')} from its first date"
    if row.difference:
        yield f"{row.difference.rstrip('.')}{', explained' if row.difference_explained else ', not explained'}"
    for each in row.accountable:
        if not each.covered:
            yield f"nobody holds the post {each.name}"


def _concern(row: ActionFigures, reasons: tuple[str, ...], figures: Figures) -> Concern:
    mark = wording.rating(row.rating)
    told = reasons
    if row.rating == "red" and row.latest and row.latest.recovery_on:
        accepted = "" if row.latest.recovery_accepted else ", not accepted yet"
        told = (*reasons, f"recovery expected {words.day(row.latest.recovery_on)}{accepted}")
    return Concern(
        row.ref, row.title, places.action(figures.notice.slug, row), mark.word, mark.look, told or ("rated Red",)
    )


def kpis_of_concern(figures: Figures) -> tuple[Concern, ...]:
    """KPIs that are off track or at risk, each with the sentence that its own page gives: which rule decided, the
    figure that counts with its day, and what was expected on that day."""
    rank = {"off_track": 0, "at_risk": 1}
    rows = sorted((row for row in figures.kpis if row.state in rank), key=lambda row: rank[row.state])
    return tuple(_kpi_concern(row, figures) for row in rows)


def _kpi_concern(row: KpiFigures, figures: Figures) -> Concern:
    mark = wording.kpi_state(row.state, row.state_words)
    href = places.kpi(figures.notice.slug, row.code)
    return Concern(row.code, row.name, href, mark.word, mark.look, tuple(_why(row)))


def _why(row: KpiFigures) -> Iterator[str]:
    yield words.lower_first(row.rule)
    if missed := _missed(row):
        yield missed
    if doubt := wording.doubt(row):
        yield f"in doubt: {doubt}"
    if row.stale:
        yield f"stale: no figure for {wording.inside(row.stale)}"


def kpis_beside(figures: Figures) -> tuple[tuple[Link, str], ...]:
    """What their states do not say: how many KPIs missed a milestone that has passed, and how many are stale."""
    slug = figures.notice.slug
    missed, stale = sum(bool(_missed(row)) for row in figures.kpis), sum(bool(row.stale) for row in figures.kpis)
    told = (
        (missed, places.kpis(slug, missed="on"), "missed a milestone that has passed"),
        (
            stale,
            places.kpis(slug, stale="on"),
            f"{'is' if stale == 1 else 'are'} stale: no figure has come in its time",
        ),
    )
    return tuple((Link(words.plural(count, "KPI"), href), says) for count, href, says in told if count)


def _missed(row: KpiFigures) -> str:
    """Missed September 2023; "" where no milestone was."""
    days = [wording.when(each.due_on) for each in row.targets if each.past == "missed"]
    return f"missed {words.listed(days)}" if days else ""


@dataclass(frozen=True)
class Contribution:
    """An organisation whose contribution is to be strengthened: which of its actions are slow, and which are silent."""

    organisation: str
    slow: tuple[Link, ...]
    silent: tuple[Link, ...]


def contributions(figures: Figures) -> tuple[Contribution, ...]:
    """The same organisations and actions as a report names, each action with its page."""
    links = {row.ref: Link(row.ref, places.action(figures.notice.slug, row)) for row in figures.actions}
    return tuple(
        Contribution(each.partner, tuple(links[ref] for ref in each.slow), tuple(links[ref] for ref in each.silent))
        for each in exceptions.contributions(figures)
    )


@dataclass(frozen=True)
class KpiLine:
    """A KPI in a section's table."""

    code: str
    name: str
    href: str
    spark: SafeString
    latest: str
    latest_kind: str
    latest_on: date | None
    milestone: str
    milestone_on: date | None
    milestone_odd: str
    state: str
    look: str
    missed: str
    doubt: str
    stale: bool


@dataclass(frozen=True)
class SectionPart:
    """A section of the plan: its ratings, the KPIs that have figures, and how many cannot be assessed."""

    section: SectionFigures
    actions: int
    actions_href: str
    ratings: tuple[tuple[str, str, int], ...]
    kpis: tuple[KpiLine, ...]
    kpis_number: int
    kpis_href: str
    without: int
    without_href: str

    @property
    def caption(self) -> str:
        return f"KPIs of section {self.section.letter}"


def sections(figures: Figures) -> tuple[SectionPart, ...]:
    """Each section in the plan's order."""
    return tuple(_section(section, figures) for section in figures.sections)


def _section(section: SectionFigures, figures: Figures) -> SectionPart:
    slug = figures.notice.slug
    own = [row for row in figures.kpis if row.section == section.letter]
    shown = [row for row in own if row.state != "not_assessable"]
    return SectionPart(
        section=section,
        actions=sum(count.number for count in section.ratings),
        actions_href=places.actions(slug, section=section.letter),
        ratings=tuple((_look(count.code), count.words, count.number) for count in section.ratings),
        kpis=tuple(_kpi_line(row, figures) for row in shown),
        kpis_number=len(own),
        kpis_href=places.kpis(slug, section=section.letter),
        without=len(own) - len(shown),
        without_href=places.kpis(slug, section=section.letter, state="not_assessable"),
    )


def _look(rating: str) -> str:
    return wording.rating(rating).look


def _kpi_line(row: KpiFigures, figures: Figures) -> KpiLine:
    mark = wording.kpi_state(row.state, row.state_words)
    last = _latest(row, figures.on)
    return KpiLine(
        code=row.code,
        name=row.name,
        href=places.kpi(figures.notice.slug, row.code),
        spark=drawings.small_chart(row),
        latest=wording.value(last.value, row.unit) if last else "",
        latest_kind=last.kind if last and last.kind != FigureKind.ACTUAL else "",
        latest_on=last.as_at if last else None,
        milestone=wording.value(row.next_value, row.unit),
        milestone_on=row.next_due_on,
        milestone_odd="cannot be reached" if _is_out_of_reach(row) else "",
        state=mark.word,
        look=mark.look,
        missed=_missed(row),
        doubt=wording.doubt(row),
        stale=bool(row.stale),
    )


def _is_out_of_reach(row: KpiFigures) -> bool:
    """Whether the next milestone asks for what cannot be, such as 104% of somebody."""
    asked = row.next_value
    return Flag.UNATTAINABLE in row.doubts and asked is not None and not 0 <= asked <= 100


def _latest(row: KpiFigures, on: date) -> FigurePoint | None:
    """The figure that the state rests on; one that is projected only where there is no other."""
    by_day = {point.as_at: point for point in row.measurements}
    told = (Figure(point.value, point.as_at, FigureKind(point.kind)) for point in row.measurements)
    counting = latest(told, on)
    return by_day[counting.as_at] if counting else next(reversed(row.measurements), None)


@dataclass(frozen=True)
class Move:
    """Something that moved; `page` is named after what moved, where the sentence says no more than its ref."""

    says: str
    page: Link | None


def moves(moved: Sequence[Change], figures: Figures, *, better: bool | None) -> tuple[Move, ...]:
    """What moved for the better (True), for the worse (False) or neither way (None), each with the page to read on."""
    slug = figures.notice.slug
    pages = {row.ref: Link(row.title, places.action(slug, row)) for row in figures.actions}
    pages |= {row.code: Link(row.name, places.kpi(slug, row.code)) for row in figures.kpis}
    return tuple(Move(change.says, pages.get(change.subject)) for change in moved if change.better is better)


@dataclass(frozen=True)
class Moved:
    """A risk whose score is not what it was."""

    risk: RiskFigures
    says: str
    worse: bool


def risks_that_moved(figures: Figures, since: date | None) -> tuple[Moved, ...]:
    """Risks reviewed since that day whose score changed, and those closed since: the worst first."""
    found = [_moved(row) for row in figures.risks if _changed(row, since)]
    return tuple(sorted(found, key=lambda each: (not each.worse, -each.risk.score)))


def _changed(row: RiskFigures, since: date | None) -> bool:
    if row.closed_on:
        return since is not None and row.closed_on >= since
    return row.previous_score not in (0, row.score) and (
        since is None or (row.reviewed_on is not None and row.reviewed_on >= since)
    )


def _moved(row: RiskFigures) -> Moved:
    if row.closed_on:
        return Moved(row, f"closed on {words.day(row.closed_on)}", worse=False)
    worse = row.score > row.previous_score
    return Moved(row, f"{'up' if worse else 'down'} from {row.previous_score} to {row.score}", worse)


@dataclass(frozen=True)
class Heard:
    """What one of the four groups said since a day; nothing is a gap, and says when they were heard last."""

    group: str
    said: tuple[VoiceFigures, ...]
    last_on: date | None


def voices(figures: Figures, since: date | None) -> tuple[Heard, ...]:
    """Each of the four groups with what it said since that day, newest first."""
    by_group: Mapping[str, list[VoiceFigures]] = {group.value: [] for group in VoiceGroup}
    for row in sorted(figures.voices, key=lambda row: row.heard_on, reverse=True):
        by_group[row.group].append(row)
    return tuple(
        Heard(
            group.label,
            tuple(row for row in by_group[group.value] if since is None or row.heard_on >= since),
            by_group[group.value][0].heard_on if by_group[group.value] else None,
        )
        for group in VoiceGroup
    )
