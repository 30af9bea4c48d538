"""The 43 KPIs of Devon's plan: codes by section in printed order; baselines, targets and doubtful cells as printed."""

import re
from datetime import date
from decimal import Decimal

from config.demo.facts.devon_kpi_tables import MOVED_BY, TABLES
from config.demo.facts.shapes import Baseline, BaselineState, Direction, Kpi, Target, Unit

_BY_KEY = {table.key: table for table in TABLES}
_AS_AT = {
    "January 2023": date(2023, 1, 31),
    "March 2023": date(2023, 3, 31),
    "May 2023": date(2023, 5, 31),
    "January 2022": date(2022, 1, 31),
}
_SHORT_ROW = "Fewer values than columns: a person has to say where the remaining cells belong."
_DATE_TRAP = "The printed cells read as one date; they are a baseline and its month."


def _baseline(printed: str, as_at: str) -> Baseline:
    number = re.match(r"[\d,]+(\.\d+)?", printed)
    if number:
        state, value = BaselineState.NUMERIC, Decimal(number.group().replace(",", ""))
    elif printed == "To be developed":
        state, value = BaselineState.TO_BE_DEVELOPED, None
    else:
        state, value = BaselineState.AWAITED, None
    return Baseline(printed, state, value, as_at, _AS_AT.get(as_at))


def _kpi(
    code: str,
    table: str,
    name: str,
    unit: Unit,
    direction: Direction,
    baseline: str,
    as_at: str,
    *rules: str,
    unplaced: tuple[str, ...] = (),
    survey: bool = False,
    flags: tuple[str, ...] = (),
) -> Kpi:
    columns = _BY_KEY[table].targets
    printed = rules or ("",) * len(columns)
    targets = tuple(Target(label, head, on, rule) for (label, head, on), rule in zip(columns, printed, strict=True))
    return Kpi(
        code=code,
        table=table,
        name=name,
        unit=unit,
        direction=direction,
        baseline=_baseline(baseline, as_at),
        targets=targets,
        unplaced=unplaced,
        survey=survey,
        flags=flags,
        areas=(code[0],),
        clauses=("4(e)(I)",),
        actions=MOVED_BY[code],
    )


def _survey(code: str, table: str, name: str, *rules: str, flags: tuple[str, ...] = ()) -> Kpi:
    """A survey KPI whose baseline cell reads "Baseline to be established May 2023"."""
    rules = rules or ("20%-point increase", "40%-point increase")
    return _kpi(
        code,
        table,
        name,
        Unit.PERCENT,
        Direction.HIGHER,
        "Baseline to be established",
        "May 2023",
        *rules,
        survey=True,
        flags=flags,
    )


_NUMBER, _PERCENT, _UNSTATED = Unit.COUNT, Unit.PERCENT, Unit.NOT_STATED
_UP, _DOWN, _OPEN = Direction.HIGHER, Direction.LOWER, Direction.NOT_SET
_CUT = ("10% reduction", "25% reduction", "50% reduction")
_GROW = ("10% increase", "25% increase", "50% increase")
_SICKNESS = ("10% reduction", "20% reduction", "40% reduction")
_PEOPLE = "The plan does not print the unit: we read a number of people."
_ESTABLISHED = ("The cell says that a baseline was established and prints no value.",)
_WORDS = "The target is a number with words after it; both are kept."


def _staff(code: str, name: str, direction: Direction, rules: tuple[str, ...], *flags: str, start: str = "TBC") -> Kpi:
    """A staffing KPI; `start` is its baseline, which bears a month where it is a number."""
    unit = _UNSTATED if rules is _SICKNESS else _NUMBER
    if rules is _SICKNESS:
        flags = ("The plan does not say what sickness is counted in.",)
    as_at = "" if start == "TBC" else "January 2023"
    return _kpi(code, "A1", name, unit, direction, start, as_at, *rules, flags=flags)


_A = (
    _staff("A-K1", "Number of vacancies in the 0-25 Team", _DOWN, _CUT, _DATE_TRAP, start="16"),
    _staff("A-K2", "Number of vacancies in the Educational Psychology Service", _DOWN, _CUT),
    _staff("A-K3", "Number of permanent starters in the 0-25 Team", _UP, _GROW),
    _staff("A-K4", "Number of permanent starters in the Educational Psychology Service", _UP, _GROW),
    _staff("A-K5", "Number of permanent leavers in the 0-25 Team", _DOWN, _CUT),
    _staff("A-K6", "Number of permanent leavers in the Educational Psychology Service", _DOWN, _CUT),
    _staff("A-K7", "Staff sickness in the 0-25 Team", _DOWN, _SICKNESS),
    _staff("A-K8", "Staff sickness in the Educational Psychology Service", _DOWN, _SICKNESS),
    _staff("A-K9", "Interim and agency staff in the 0-25 Team", _DOWN, _CUT, _DATE_TRAP, _PEOPLE, start="29"),
    _staff("A-K10", "Interim and agency staff in the Educational Psychology Service", _DOWN, _CUT, _PEOPLE),
    _kpi(
        "A-K11",
        "A1",
        "Initial requests for assessment as a percentage of the population aged 0-24",
        _PERCENT,
        _DOWN,
        "0.83%",
        "",
        unplaced=("TBC", "0.63%", "0.56%"),
        flags=(_SHORT_ROW,),
    ),
    _kpi(
        "A-K12",
        "A1",
        "Absence from school: children and young people with EHC Plans",
        _PERCENT,
        _DOWN,
        "13%",
        "",
        unplaced=("TBC", "12.1%"),
        flags=(_SHORT_ROW,),
    ),
    _kpi(
        "A-K13",
        "A1",
        "Absence from school: children and young people with SEN Support",
        _PERCENT,
        _DOWN,
        "11%",
        "TBC",
        "TBC",
        "TBC",
        "TBC",
    ),
    _kpi(
        "A-K14",
        "A1",
        "Fixed term exclusion: children and young people with EHC Plans",
        _PERCENT,
        _DOWN,
        "20.6%",
        "",
        unplaced=("TBC", "13.1%"),
        flags=(_SHORT_ROW,),
    ),
    _kpi(
        "A-K15",
        "A1",
        "Fixed term exclusion: children and young people with SEN support",
        _PERCENT,
        _DOWN,
        "15.9%",
        "",
        unplaced=("TBC", "11.9%"),
        flags=(_SHORT_ROW,),
    ),
    _kpi(
        "A-K16",
        "A1",
        "Percentage of schools that meet quality assurance criteria",
        _PERCENT,
        _UP,
        "To be developed",
        "TBC",
    ),
    _kpi(
        "A-K17",
        "A1",
        "Percentage of new EHC Plans that meet the Quality Assurance framework's standard",
        _PERCENT,
        _UP,
        "To be developed",
        "TBC",
    ),
    _survey(
        "A-K18",
        "A2",
        "Parent carers rating their experience of Local Area SEND services good or better, with "
        "joint working and communication improving",
    ),
    _survey(
        "A-K19",
        "A2",
        "Young people rating their experience of Local Area SEND services good or better, with "
        "joint working and communication improving",
        "40%-point increase",
        "40%-point increase",
        flags=("The milestone equals the target: 40 points, four months apart.",),
    ),
)

_B = (
    _kpi(
        "B-K1",
        "B1",
        "Number of complaints about communication",
        _NUMBER,
        _DOWN,
        "To be established",
        "May 2023",
        flags=("No target is printed.",),
    ),
    _survey("B-K2", "B2", "Parent carers confident in the information about SEND pathways, good or better"),
    _survey("B-K3", "B2", "Young people confident in the information about SEND pathways"),
    _survey("B-K4", "B2", "Parent carers rating their understanding of SEND arrangements good or better"),
    _survey("B-K5", "B2", "Young people rating their understanding of SEND arrangements good or better"),
    _survey("B-K6", "B2", "Parent carers rating communication on EHC needs assessment and drafting good or better"),
    _survey("B-K7", "B2", "Young people rating communication on EHC needs assessment and drafting good or better"),
    _survey("B-K8", "B2", "Parent carers rating communication on the neurodiversity pathway good or better"),
    _survey(
        "B-K9",
        "B2",
        "Young people rating communication on the neurodiversity pathway good or better",
        flags=("The printed name speaks of young people carers: we read young people.",),
    ),
)

_C = (
    _kpi(
        "C-K1",
        "C1",
        "EHC Plans issued within 20 weeks (including exceptional cases)",
        _PERCENT,
        _UP,
        "13.0%",
        "",
        "40%",
        "45%",
        "59.9%",
    ),
    _kpi(
        "C-K2",
        "C1",
        "EHC Plans issued within 20 weeks (excluding exceptional cases)",
        _PERCENT,
        _UP,
        "TBC",
        "",
        flags=("No target is printed.",),
    ),
    _kpi(
        "C-K3",
        "C1",
        "Number of EHC Plans finalised within 30 weeks",
        _NUMBER,
        _OPEN,
        "TBC",
        "",
        flags=("No target is printed, and a number alone does not say which way is better.",),
    ),
    _kpi(
        "C-K4",
        "C1",
        "Number of EHC Plans finalised within 52 weeks",
        _NUMBER,
        _OPEN,
        "TBC",
        "",
        flags=("No target is printed, and a number alone does not say which way is better.",),
    ),
    _kpi(
        "C-K5",
        "C1",
        "Number of annual reviews outstanding",
        _NUMBER,
        _DOWN,
        "1,600",
        "January 2022",
        "800 of current backlog",
        "400 of backlog remaining",
        "0",
        flags=(_WORDS,),
    ),
    _survey("C-K6", "C2", "Parent carers rating their confidence in the EHC process good or better"),
    _survey("C-K7", "C2", "Parent carers rating annual review good or better at amending plans and provision"),
    _survey("C-K8", "C2", "Young people rating annual review good or better at amending plans and provision"),
)

_GOOD = "75% report a good experience of support"
_LATE = "The target's date lies after the notice's own date for delivery."

_D = (
    _kpi(
        "D-K1",
        "D1",
        "Children and young people seen for an autism assessment within 18 weeks",
        _PERCENT,
        _UP,
        "27%",
        "March 2023",
        "34%",
        "41%",
        "50%",
    ),
    _kpi(
        "D-K2",
        "D1",
        "Infants with a face-to-face New Birth Visit (NBV) within 14 days",
        _PERCENT,
        _UP,
        "60%",
        "March 2023",
        "70%",
        "80%",
        "85%",
    ),
    _kpi(
        "D-K3",
        "D1",
        "Babies with a 1-year developmental health review by 12 months",
        _PERCENT,
        _UP,
        "30%",
        "March 2023",
        "35%",
        "50%",
        "65%",
    ),
    _kpi(
        "D-K4",
        "D1",
        "Children with a 2 to 2.5-year developmental health review by 2.5 years",
        _PERCENT,
        _UP,
        "37%",
        "March 2023",
        "55%",
        "65%",
        "75%",
    ),
    _kpi(
        "D-K5",
        "D2",
        "Families of neurodiverse girls who say that support is targeted to their daughter's needs",
        _PERCENT,
        _UP,
        "Baseline established",
        "May 2023",
        "25%",
        "40%",
        "65% satisfaction",
        survey=True,
        flags=(*_ESTABLISHED, _WORDS, _LATE),
    ),
    _kpi(
        "D-K6",
        "D2",
        "Children and young people reporting good support while waiting for a diagnosis",
        _PERCENT,
        _UP,
        "Baseline established",
        "May 2023",
        "20%",
        "40%",
        _GOOD,
        survey=True,
        flags=(*_ESTABLISHED, _WORDS, _LATE),
    ),
    _kpi(
        "D-K7",
        "D2",
        "Parent carers reporting good or better support while waiting for diagnosis",
        _PERCENT,
        _UP,
        "Baseline established",
        "May 2023",
        "20%",
        "40%",
        _GOOD,
        survey=True,
        flags=(*_ESTABLISHED, _WORDS, _LATE),
    ),
)

KPIS = (*_A, *_B, *_C, *_D)
