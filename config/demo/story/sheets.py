"""The definition sheets of the KPIs, written down by their data leads on the second day. All invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SheetText:
    """What a data lead writes down. Codes are values of `kpis.models`; "" leaves what stands."""

    definition: str
    source: str
    numerator: str = ""
    denominator: str = ""
    origin: str = "local_system"
    frequency: str = "month"
    cumulates: str = ""
    caveats: str = ""


_STAFFING, _CASEWORK, _VISITING, _CENSUS = (
    "Staffing system",
    "Casework system",
    "Health visiting system",
    "School census, summer term",
)
_RATED = "Answers of good or better to the question"
_PARENTS = "All answers of parent carers to the question in the wave, “don’t know” left out"
_YOUNG = "All answers of young people to the question in the wave, “don’t know” left out"


def _survey(asked: str, answers: str, caveats: str = "") -> SheetText:
    return SheetText(
        f"The share of {asked} who answered good or better in a survey wave.",
        "Local Area SEND survey",
        _RATED,
        answers,
        origin="survey",
        frequency="as_it_comes",
        caveats=caveats,
    )


_FEW = "Few young people answer: a wave’s figure can move by several points without anything having changed."
_ON_TERM = "Known some weeks after the term: the census is checked by schools first."

SHEETS: dict[str, SheetText] = {
    "A-K1": SheetText(
        "Established posts without a permanent holder on the last day of the month.",
        _STAFFING,
        caveats="The plan prints “16 January 2023”: we read a baseline of 16, of January 2023.",
    ),
    "A-K2": SheetText("Established posts without a permanent holder on the last day of the month.", _STAFFING),
    "A-K3": SheetText("Permanent starters in the three months up to the date.", _STAFFING),
    "A-K5": SheetText("Permanent leavers in the three months up to the date.", _STAFFING),
    "A-K7": SheetText(
        "Working days lost to sickness, as a percentage of all working days of the month.",
        _STAFFING,
        caveats="The plan does not say what sickness is counted in: we count it so.",
    ),
    "A-K9": SheetText(
        "People paid as interim or agency staff on the last day of the month.",
        _STAFFING,
        caveats="The plan does not print the unit: people are counted, not posts.",
    ),
    "A-K10": SheetText(
        "People paid as interim or agency staff on the last day of the month.",
        _STAFFING,
        caveats="The plan does not print the unit: people are counted, not posts.",
    ),
    "A-K11": SheetText(
        "Requests for a first assessment, as a share of all who could be asked for.",
        "Annual SEN2 return",
        "Initial requests for an EHC needs assessment in the calendar year",
        "Population aged 0 to 24, mid-year estimate",
        origin="return",
        frequency="as_it_comes",
        caveats="Of the plan’s row three cells fit no column: they wait for the lead.",
    ),
    "A-K12": SheetText(
        "Sessions missed for any reason by pupils with an EHC Plan.",
        _CENSUS,
        "Sessions missed in the term",
        "Sessions that were possible in the term",
        origin="return",
        frequency="term",
        caveats=f"{_ON_TERM} Of the plan’s row two cells fit no column.",
    ),
    "A-K13": SheetText(
        "Sessions missed for any reason by pupils with SEN Support.",
        _CENSUS,
        "Sessions missed in the term",
        "Sessions that were possible in the term",
        origin="return",
        frequency="term",
        caveats=_ON_TERM,
    ),
    "A-K14": SheetText(
        "Suspensions of pupils with an EHC Plan since September, per 100 of them.",
        "School census",
        "Suspensions since the school year began",
        "Pupils with an EHC Plan on the roll in January",
        origin="return",
        frequency="term",
        cumulates="academic_year",
        caveats="Adds up over the school year: a term’s figure says little by itself. The plan’s row lacks cells.",
    ),
    "A-K15": SheetText(
        "Suspensions of pupils with SEN Support since September, per 100 of them.",
        "School census",
        "Suspensions since the school year began",
        "Pupils with SEN Support on the roll in January",
        origin="return",
        frequency="term",
        cumulates="academic_year",
        caveats="Adds up over the school year: a term’s figure says little by itself. The plan’s row lacks cells.",
    ),
    "A-K18": _survey("parent carers", _PARENTS),
    "A-K19": _survey("young people", _YOUNG, f"{_FEW} The milestone equals the target, four months apart."),
    "B-K1": SheetText(
        "Complaints closed in the month whose first theme is communication.",
        "Complaints system",
        caveats="The plan prints no target.",
    ),
    "B-K2": _survey("parent carers", _PARENTS),
    "B-K3": _survey("young people", _YOUNG, _FEW),
    "B-K4": _survey("parent carers", _PARENTS),
    "B-K6": _survey("parent carers", _PARENTS),
    "B-K8": _survey("parent carers", _PARENTS),
    "C-K1": SheetText(
        "Plans issued in the month within 20 weeks of the request, all cases counted.",
        _CASEWORK,
        "New EHC Plans issued in the month within 20 weeks of the request",
        "All new EHC Plans issued in the month",
        caveats="The plan prints a baseline of 13.0% and not of which day.",
    ),
    "C-K2": SheetText(
        "The same without cases that the regulations let run longer.",
        _CASEWORK,
        "New EHC Plans issued in the month within 20 weeks of the request",
        "All new EHC Plans issued in the month, without the cases in which the regulations allow longer",
        caveats="The plan prints no target.",
    ),
    "C-K3": SheetText(
        "New EHC Plans issued in the month within 30 weeks of the request.",
        _CASEWORK,
        caveats="A number alone does not say which way is better: more plans can mean more requests.",
    ),
    "C-K4": SheetText(
        "New EHC Plans issued in the month within 52 weeks of the request.",
        _CASEWORK,
        caveats="A number alone does not say which way is better: more plans can mean more requests.",
    ),
    "C-K5": SheetText(
        "Annual reviews whose date has passed and whose decision is not issued.",
        _CASEWORK,
        caveats="Of the targets “800 of current backlog” and “400 of backlog remaining” we read the number.",
    ),
    "C-K6": _survey("parent carers", _PARENTS),
    "C-K7": _survey("parent carers", _PARENTS),
    "D-K1": SheetText(
        "Seen for a first assessment in the month, within 18 weeks of referral.",
        "Clinic returns",
        "Children and young people first seen in the month, within 18 weeks of referral",
        "All first seen in the month",
        origin="return",
    ),
    "D-K2": SheetText(
        "Infants seen at home by a health visitor within 14 days of birth.",
        _VISITING,
        "Infants who turned 30 days in the month and were seen within 14 days of birth",
        "All infants who turned 30 days in the month",
    ),
    "D-K3": SheetText(
        "Babies who turned one in the month and had their review.",
        _VISITING,
        "Babies who turned one in the month and had their review by then",
        "All babies who turned one in the month",
    ),
    "D-K4": SheetText(
        "Children who reached two and a half in the month and had their review.",
        _VISITING,
        "Children who reached two and a half in the month and had their review by then",
        "All children who reached two and a half in the month",
    ),
    "D-K5": _survey(
        "families",
        "All answers of families of neurodiverse girls to the question in the wave",
        "The plan says that a baseline is established and prints none; the target lies after the notice’s own date.",
    ),
    "D-K6": _survey("children and young people", _YOUNG, f"{_FEW} The target lies after the notice’s own date."),
}
