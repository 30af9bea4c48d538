"""An invented council with a notice and a plan of its own, so that isolation between notices can be seen and tested.

Everything here is fiction. The words in `CANARIES` stand nowhere else: where one shows up, something has leaked.
"""

from datetime import date
from decimal import Decimal

from config.demo.facts.shapes import (
    Accountable,
    Action,
    Anchor,
    Area,
    AreaKind,
    Baseline,
    BaselineState,
    Clause,
    Direction,
    EachMeeting,
    EachMonth,
    EveryMonths,
    Inspection,
    Kpi,
    KpiTable,
    Notice,
    Obligation,
    ObligationKind,
    OnceBy,
    Organisation,
    Plan,
    Post,
    Section,
    Target,
    Unit,
)

CANARIES = (
    "Wexcombe",
    "Quillhaven",
    "marrowbridge",
    "tansyfold",
    "osprey-lantern",
    "Brindlemere",
)

ORGANISATIONS = (
    Organisation("wexcombe", "Wexcombe Council", "Wexcombe", "council"),
    Organisation("quillhaven", "Quillhaven Integrated Care Board", "Quillhaven", "icb"),
)

POSTS = (
    Post("wexcombe-head", "Head of Learning, Wexcombe", "wexcombe"),
    Post("wexcombe-nurse", "Designated Clinical Officer, Quillhaven", "quillhaven"),
)

NOTICE = Notice(
    slug="wexcombe-send-2023",
    title="Wexcombe SEND improvement notice 2023",
    council="Wexcombe Council",
    partners=("Quillhaven Integrated Care Board",),
    issued_by="Department for Education",
    service="Special educational needs and disabilities (SEND)",
    preamble="An invented notice to an invented council, Wexcombe.",
    inspection=Inspection(
        "Area SEND inspection of Wexcombe", ("Ofsted", "Care Quality Commission"), published_on=date(2023, 1, 16)
    ),
    status="in_force",
    clauses=(
        Clause("1", "Wexcombe Council writes a plan for the two areas below.", heading="Improvement plan"),
        Clause("2", "A board meets each month at Brindlemere House and reports:"),
        Clause("2(a)", "to the Department, in writing, every three months;", "2"),
        Clause("2(b)", "to families in Wexcombe, after every meeting.", "2"),
        Clause("3", "Actions are done by the end of June 2024."),
    ),
    areas=(
        Area("X", "Waiting in Wexcombe", "Children in Wexcombe wait too long.", AreaKind.PRIORITY_ACTION, "1"),
        Area("Y", "Transport", "Journeys over the marrowbridge route fail.", AreaKind.AREA_FOR_IMPROVEMENT, "2"),
    ),
    obligations=(
        Obligation(
            "board",
            "2",
            ObligationKind.BOARD_MEETING,
            "Board at Brindlemere House each month",
            EachMonth(),
            duty="Wexcombe Council",
        ),
        Obligation(
            "progress-report",
            "2(a)",
            ObligationKind.PROGRESS_REPORT,
            "Wexcombe's written report every three months",
            EveryMonths(3),
            duty="Wexcombe Council",
            anchor=Anchor.ISSUE,
            sender="Wexcombe Council",
            to=("Department for Education",),
        ),
        Obligation(
            "families",
            "2(b)",
            ObligationKind.KEEP_UP_TO_DATE,
            "News for families in Wexcombe after each meeting",
            EachMeeting(),
            duty="Wexcombe Council",
        ),
        Obligation(
            "deliver",
            "3",
            ObligationKind.ONE_OFF,
            "Wexcombe's actions done",
            OnceBy(date(2024, 6, 30), "by the end of June 2024"),
            duty="Wexcombe Council",
        ),
    ),
    issued_on=date(2023, 3, 6),
    issued_on_illustrative=True,
    published_on=date(2023, 3, 13),
    deliver_by=date(2024, 6, 30),
    deliver_by_printed="by the end of June 2024",
    tracked_from=date(2023, 5, 8),
    tracked=True,
    notes=("Wexcombe does not exist: council, notice and plan are invented.",),
)

_HEAD = Accountable("Head of Learning, Wexcombe", post="wexcombe-head")
_NURSE = Accountable("Designated Clinical Officer, Quillhaven", post="wexcombe-nurse")

PLAN = Plan(
    slug="wexcombe-plan",
    title="Wexcombe SEND Plan 2023/24",
    notice="wexcombe-send-2023",
    years="2023/24",
    sections=(
        Section(
            "X",
            "Waiting",
            ("X",),
            ("The tansyfold clinic has too few sessions",),
            ("Families in Wexcombe hear nothing while they wait",),
        ),
        Section(
            "Y",
            "Transport",
            ("Y",),
            ("Buses on the marrowbridge route are late",),
            ("A late bus costs a child the first lesson",),
        ),
    ),
    actions=(
        Action(
            "X1",
            "X",
            "A second clinic session",
            "Open a second weekly session at the tansyfold clinic.",
            ("Nobody in Wexcombe waits more than 26 weeks.",),
            "December 2023",
            date(2023, 12, 31),
            (_NURSE,),
            areas=("X",),
        ),
        Action(
            "X2",
            "X",
            "Calls to waiting families",
            "Ring every waiting family once a month (project osprey-lantern).",
            ("Families know what happens next.",),
            "March 2024",
            date(2024, 3, 31),
            (_HEAD, _NURSE),
            areas=("X",),
        ),
        Action(
            "Y1",
            "Y",
            "The route afresh",
            "Plan the marrowbridge route afresh.",
            ("No child is late because of the bus.",),
            "April 2024",
            date(2024, 4, 30),
            (_HEAD,),
            areas=("Y",),
        ),
    ),
)

_COLUMNS = (("Target", "Target - End March 2024", date(2024, 3, 31)),)

TABLES = (
    KpiTable("X1", "X", "Waiting", ("KPI", "Baseline", "Baseline Date", "Target - End March 2024"), _COLUMNS),
    KpiTable("Y1", "Y", "Transport", ("KPI", "Baseline", "Baseline Date", "Target - End March 2024"), _COLUMNS),
)


def _kpi(code: str, name: str, unit: Unit, direction: Direction, start: str, rule: str) -> Kpi:
    """A KPI with a number to start from and one target."""
    value = Decimal(start.removesuffix("%"))
    baseline = Baseline(start, BaselineState.NUMERIC, value, "April 2023", date(2023, 4, 30))
    targets = tuple(Target(label, heading, on, rule) for label, heading, on in _COLUMNS)
    return Kpi(code, f"{code[0]}1", name, unit, direction, baseline, targets, areas=(code[0],))


KPIS = (
    _kpi("X-K1", "Children waiting for the tansyfold clinic", Unit.COUNT, Direction.LOWER, "212", "50% reduction"),
    _kpi("X-K2", "Families rung this month (osprey-lantern)", Unit.PERCENT, Direction.HIGHER, "8%", "90%"),
    _kpi("Y-K1", "Late buses on the marrowbridge route", Unit.COUNT, Direction.LOWER, "31", "5"),
)
