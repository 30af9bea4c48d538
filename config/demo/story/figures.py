"""Baselines proposed and approved, the figures entered month by month and after each survey, and what others are made
to have published. All invented."""

from datetime import date
from decimal import Decimal

from config.demo.story.events import BaselineApproved, BaselineProposed, ComparatorAdded, Event, KpiJudged, Measured
from config.demo.story.shapes import at, day
from config.demo.story.sheets import SHEETS

DATA_LEADS: dict[str, str] = {"A": "data", "B": "data", "C": "data", "D": "icb-data"}
"""Who keeps the KPIs of a section."""

PARTNERS: dict[str, str] = {"D-K1": "nhs-devon"}
"""Whose figures a KPI's are where they are not the council's: the assessment clinics are the NHS's."""

_ENDS = ("2023-05-31", "2023-06-30", "2023-07-31", "2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30")
# When the figures of each of those months are entered: a few working days later
_ENTERED = ("2023-06-05", "2023-07-03", "2023-08-01", "2023-09-04", "2023-10-03", "2023-11-06", "2023-12-04")


def _monthly(kpi: str, *values: str, first: int = 0, time: str = "09:15", source: str = "") -> tuple[Measured, ...]:
    """Actual figures for consecutive months, the first of them `first` months after May 2023; "-" leaves one out."""
    by = DATA_LEADS[kpi[0]]
    taken = source or SHEETS[kpi].source
    return tuple(
        Measured(at(f"{_ENTERED[first + i]} {time}"), by, kpi, day(_ENDS[first + i]), Decimal(value), source=taken)
        for i, value in enumerate(values)
        if value != "-"
    )


_WAVES = (("2023-06-09", "2023-06-16 15:00"), ("2023-09-22", "2023-09-29 15:30"), ("2023-11-24", "2023-12-01 10:00"))
_WAVE_SOURCES = ("Survey, first wave", "Survey, second wave", "Survey, third wave")


def _wave(kpi: str, *values: str, note: str = "") -> tuple[Measured, ...]:
    """Survey figures of the second and third wave ("-" where too few answered)."""
    by = DATA_LEADS[kpi[0]]
    return tuple(
        Measured(at(_WAVES[i][1]), by, kpi, day(_WAVES[i][0]), Decimal(value), source=_WAVE_SOURCES[i], note=note)
        for i, value in enumerate(values, start=1)
        if value != "-"
    )


def _baseline(kpi: str, value: str, as_at: date, proposed: str, approved: str, source: str) -> tuple[Event, ...]:
    by = DATA_LEADS[kpi[0]]
    return (
        BaselineProposed(at(proposed), by, kpi, Decimal(value), as_at, source),
        BaselineApproved(at(approved), "lead", kpi),
    )


_MAY = day("2023-05-31")
_FIRST_WAVE = day("2023-06-09")
_STAFFING = tuple(
    event
    for kpi, value in (("A-K2", "6"), ("A-K3", "4"), ("A-K5", "8"), ("A-K7", "7.5"))
    for event in _baseline(
        kpi, value, _MAY, "2023-06-13 10:00", "2023-06-19 14:30", "Staffing system, as at 31 May 2023"
    )
)
_SURVEY = tuple(
    event
    for kpi, value, answered in (
        ("A-K18", "21", 412),
        ("A-K19", "34", 63),
        ("B-K2", "18", 406),
        ("B-K3", "64", 61),
        ("B-K4", "24", 409),
        ("B-K6", "15", 297),
        ("C-K6", "17", 301),
        ("C-K7", "22", 288),
    )
    for event in _baseline(
        kpi,
        value,
        _FIRST_WAVE,
        "2023-07-14 11:00",
        "2023-07-20 16:15",
        f"Survey, first wave, 22 May to 9 June 2023, {answered} answers",
    )
)
# Waits for the lead: the educational psychologists' leavers were counted late
_PENDING = (
    BaselineProposed(
        at("2023-12-19 11:50"), "data", "A-K6", Decimal(3), _MAY, "Staffing system, March to May 2023, counted again"
    ),
)

_STAFF = (
    *_monthly("A-K1", "15", "15", "14", "13", "13", "12", "10"),
    *_monthly("A-K2", "6", "6", "5", "5", "4", "4", first=1),
    *_monthly("A-K3", "4", "5", "5", "6", "7", "7", first=1),
    *_monthly("A-K5", "8", "7", "7", "7", "6", "6", first=1),
    *_monthly("A-K7", "7.4", "7.1", "6.9", "6.8", "7.2", "7.6", first=1),
    *_monthly("A-K9", "29", "28", "27", "26", "25", "25", "24"),
    *_monthly("A-K10", "5", "5", "4", first=4),
    *_monthly("A-K13", "11.4", first=2, source="School census, summer term"),
    *_monthly("A-K12", "13.6", first=2, source="School census, summer term"),
)

_COMPLAINTS = (
    *_monthly("B-K1", "44", "39", "41"),
    Measured(
        at("2023-09-04 09:15"),
        "data",
        "B-K1",
        day("2023-08-31"),
        Decimal(26),
        source="Complaints system",
        note="From August a complaint counts once, by its first theme. Earlier months counted every theme.",
        series_break=True,
    ),
    *_monthly("B-K1", "24", "21", "19", first=4),
)

_PLANS = (
    *_monthly("C-K1", "18.0", "21.5", "26.3", "24.0", "29.4", "33.1"),
    Measured(
        at("2023-12-06 12:10"),
        "data",
        "C-K1",
        day("2023-11-30"),
        Decimal("36.0"),
        kind="provisional",
        source="Casework system",
        note="Eleven plans issued in the last days of November are still being checked.",
    ),
    *_monthly("C-K2", "19.4", "22.8", "27.9", "25.6", "31.0", "34.7"),
    *_monthly("C-K3", "61", "66", "70", "58", "73", "77"),
    # nobody has sent October's: by the middle of December it is stale
    *_monthly("C-K4", "118", "121", "119", "104", "126"),
    *_monthly("C-K5", "1480", "1340", "1120", "1010", "820", "640", "455"),
    Measured(
        at("2023-09-18 09:40"),
        "data",
        "C-K5",
        day("2023-08-31"),
        Decimal(1064),
        source="Casework system",
        note="54 reviews were counted as closed though the decision had not been issued.",
        corrects=True,
    ),
)

_HEALTH = (
    *_monthly("D-K1", "28", "30", "31", "31", "33", "35"),
    Measured(
        at("2023-12-05 16:50"),
        "icb-data",
        "D-K1",
        day("2023-11-30"),
        Decimal(37),
        kind="projected",
        source="Clinic returns",
        note="Projected from two of three clinics; the third has not sent its figures.",
    ),
    # waits for NHS Devon's data lead, who has not seen it yet: till then the forecast stands
    Measured(
        at("2023-12-20 15:40"),
        "lead",
        "D-K1",
        day("2023-11-30"),
        Decimal(36),
        source="Clinic returns",
        note="The third clinic has sent its return to the council: all three are counted now.",
        corrects=True,
    ),
    *_monthly("D-K2", "64", "68", "72", "74", "78", "81", "86"),
    *_monthly("D-K3", "31", "33", "36", "40"),
    Measured(
        at("2023-10-03 09:15"),
        "icb-data",
        "D-K3",
        day("2023-09-30"),
        Decimal(44),
        kind="provisional",
        source="Health visiting system",
        note="Two teams' reviews of the last week are not in yet.",
    ),
    Measured(
        at("2023-10-17 14:20"),
        "icb-data",
        "D-K3",
        day("2023-09-30"),
        Decimal(43),
        source="Health visiting system",
        note="Final figure for September: the missing reviews are in.",
        corrects=True,
    ),
    *_monthly("D-K3", "46", first=5),
    Measured(
        at("2023-12-04 09:15"),
        "icb-data",
        "D-K3",
        day("2023-11-30"),
        Decimal(49),
        kind="provisional",
        source="Health visiting system",
        note="One team's reviews of the last week are not in yet.",
    ),
    *_monthly("D-K4", "39", "43", "52", "57", "62", "67", "71"),
)

_SURVEYS = (
    *_wave("A-K18", "29", "33"),
    *_wave("A-K19", "41", "44"),
    *_wave("B-K2", "30", "37"),
    *_wave("B-K3", "70", "73"),
    *_wave("B-K4", "33", "52"),
    *_wave("B-K6", "36", "50"),
    *_wave("B-K8", "12", "16", note="No baseline is approved: fewer than 40 answered this question in June."),
    *_wave("C-K6", "24", "31"),
    *_wave("C-K7", "45", "63"),
    *_wave("D-K5", "-", "22"),
    *_wave("D-K6", "17", "24"),
)


def _others(
    kpi: str, added: str, as_at: str, said: str, period: str = "day", **published: str
) -> tuple[ComparatorAdded, ...]:
    """What others are made to have published as at a day; `published` are names, with _ for a blank, and values."""
    return tuple(
        ComparatorAdded(
            at(f"{added} 11:{20 + place}"),
            DATA_LEADS[kpi[0]],
            kpi,
            name.replace("_", " "),
            day(as_at),
            Decimal(value),
            f"Illustrative: invented for the demo, as {said} might give it",
            period,
        )
        for place, (name, value) in enumerate(published.items())
    )


_RETURN = "the yearly SEN2 return, published in June 2023,"
_SPRING = "the quarterly statistics of health visiting, published in July 2023,"
_SUMMER = "the quarterly statistics of health visiting, published in October 2023,"
_COMPARATORS = (
    *_others("C-K1", "2023-07-12", "2022-12-31", _RETURN, England="49", South_West="41", Statistical_neighbours="46"),
    *_others("D-K2", "2023-08-03", "2023-03-31", _SPRING, "quarter", England="82", South_West="79"),
    *_others("D-K2", "2023-11-07", "2023-06-30", _SUMMER, "quarter", England="83", South_West="81"),
    *_others("D-K4", "2023-08-03", "2023-03-31", _SPRING, "quarter", England="74"),
    *_others("D-K4", "2023-11-07", "2023-06-30", _SUMMER, "quarter", England="75"),
)

_JUDGEMENTS = (
    KpiJudged(
        at("2023-12-12 16:30"),
        "lead",
        "C-K1",
        "off_track",
        "The baseline has no day, so no path is drawn. At three points a month the 59.9% cannot be reached by the end"
        " of January, and every plan that is issued from the backlog counts against it.",
    ),
)

EVENTS: tuple[Event, ...] = (
    *_STAFFING,
    *_SURVEY,
    *_PENDING,
    *_STAFF,
    *_COMPLAINTS,
    *_PLANS,
    *_HEALTH,
    *_SURVEYS,
    *_COMPARATORS,
    *_JUDGEMENTS,
)
