"""The words by which plans call their columns, tables, sections and lists. One place for all of them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from bringing.reading.draft import Holds, Role
from bringing.reading.months import DATE_FIRST, DATE_LAST, MONTH_NAME
from sheets.reading.remarks import FROM_THE_RIGHT, UNSEEN

LONGEST_HEADING: Final = 240
"""Characters that a heading of a column, a list or a table has at most."""
DASH: Final = r"[-–—‑−]"
_DASHES: Final = re.compile(rf"(?:{DASH}|[.…·,;_])+")
"""What is typed into a cell of which nothing is said."""
_NONE: Final = re.compile(r"n/?a|n\.a|not applicable|none|nil")
_TO_COME: Final = re.compile(
    r"t\.?b\.?[acd]|ongoing|in progress|awaited|pending|"
    r"(?:still |yet )?to be (?:confirmed|agreed|decided|determined|set|named|appointed|advised)"
)


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """Text to compare by: small letters, "and" for &, one kind of dash and apostrophe, nothing unseen, single spaces"""
    even = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    even = re.sub(DASH, "-", even.replace("&", " and ").replace("’", "'").replace("‘", "'"))
    return " ".join(even.split()).strip(" :.*?-")


def seen(text: str) -> str:
    """The text without characters that cannot be seen, on one line."""
    return " ".join(UNSEEN.sub("", text).split())


def is_none(text: str) -> bool:
    """Whether a cell says that there is none of what its column holds."""
    return _DASHES.fullmatch(seen(text)) is not None or _NONE.fullmatch(fold(text)) is not None


def is_to_come(text: str) -> bool:
    """Whether a cell says no more than that what its column holds is still to be said."""
    return _TO_COME.fullmatch(fold(text)) is not None


def is_month(text: str) -> bool:
    """Whether a heading is a month alone, which heads figures and no codes."""
    return re.fullmatch(MONTH_NAME, fold(text)) is not None


def odd(text: str) -> str:
    """What a person would not see or stumble over in a text, in words; "" for nothing."""
    if UNSEEN.search(text):
        return "characters that cannot be seen"
    if FROM_THE_RIGHT.search(text):
        return "words that are written from right to left"
    if re.fullmatch(r"#(?:REF|N/A|VALUE|DIV/0|NAME|NUM|NULL)[!?]?", text.strip()):
        return "a formula’s error"
    return "a formula’s sign, “=”, at its beginning" if text.lstrip().startswith("=") else ""


_LEADS: Final = (
    r"(?:(?:senior )?responsible (?:officer|owner|lead|person)s?(?: \(sro\))?|sros?|(?:action |lead )?owners?"
    r"(?: or lead)?|leads?(?:\(s\))?|(?:lead|accountable|responsible|named) (?:officer|post|person|director|lead)s?|"
    r"accountable|accountability|responsible|responsibility|by whom|who|who is (?:responsible|accountable)|"
    r"who will (?:do it|lead))"
)
_SECTIONS: Final = (
    r"section|theme|area(?: of (?:significant )?weakness)?|asw|priority(?: area)?|workstream|pillar|strand"
)
_COLUMNS: Final[dict[Holds, dict[Role, str]]] = {
    Holds.ACTIONS: {
        Role.REF: r"(?:action )?(?:ref(?:erence)?|number|no|id|code)(?:\.? ?(?:no|number))?|#|item(?: no)?",
        Role.TITLE: (
            r"(?:action |short |brief )?title(?: of (?:the )?action)?|(?:short|brief) (?:name|description)|"
            r"action (?:name|heading|summary)|headline"
        ),
        Role.WHAT: (
            r"(?:key |agreed |our |improvement |required |specific )?(?:actions?|activit(?:y|ies)|tasks?|steps?)"
            r"(?: (?:required|to be taken|needed|we (?:will|are going to) take(?: and how)?|we are taking|being taken|"
            r"description))?|"
            r"what(?: (?:we will do|will we do|(?:do )?we need to do|are we going to do|needs to happen|will be done|"
            r"needs to be done))?|deliverables?"
        ),
        Role.SUCCESS: (
            r"(?:(?:expected|intended|desired|planned|key) )?(?:outcomes?|impacts?|results?)"
            r"(?: ?(?:/|or|and) ?(?:success criteria|success measures?|impacts?|outcomes?|measures of success))?|"
            r"success (?:criteria|measures?|criterion)(?: ?/ ?outcomes?)?|measures? of success|"
            r"what (?:will )?(?:success|good|difference)(?: will)?(?: it)?(?: look(?:s)? like| make)?|"
            r"how (?:will )?we (?:will )?know(?: it has worked| we have succeeded)?|what will be different"
        ),
        Role.BY_WHEN: (
            r"(?:by )?when|(?:(?:target|expected|planned) )?(?:due|target|end|completion|delivery|finish)"
            r"(?: date| by)?|date(?: due)?|deadline|by|"
            r"time ?(?:scales?|frames?|line)(?: (?:- )?(?:end|finish))?|complete(?:d)? by|to be completed by"
        ),
        Role.STARTS: r"(?:time ?scale (?:- )?)?(?:start|starts|started|starting|from|begins?)(?: date| on)?",
        Role.POSTS: _LEADS,
        Role.CLAUSES: (
            r"(?:improvement )?(?:notice )?(?:clauses?|paragraphs?|para)(?: (?:of the )?notice)?(?: ref(?:erence)?)?|"
            r"(?:improvement )?notice(?: ref(?:erence)?)?"
        ),
        Role.SECTION: _SECTIONS,
    },
    Holds.KPIS: {
        Role.CODE: r"(?:kpi )?(?:ref(?:erence)?|number|no|id|code)(?:\.? ?(?:no|number))?|#",
        Role.NAME: (
            r"(?:key )?(?:performance )?(?:indicators?|measures?|metrics?)(?: name| description)?|"
            r"kpis?(?: name| description)?|what (?:is|we) measured?|"
            r"(?:kpi|indicator|measure) ?/ ?(?:kpi|indicator|measure)"
        ),
        Role.BASELINE: (
            r"(?:base ?line|starting (?:point|position)|current (?:position|performance|figure)|start)"
            r"(?: (?:value|figure|position|data|performance))?"
        ),
        Role.BASELINE_DATE: (
            r"(?:date of )?base ?line (?:date|as at|period|month)|date of (?:the )?base ?line|(?:as )?at|"
            r"(?:date|period) of (?:the )?(?:figure|data)"
        ),
        Role.TARGET: r"(?:final |overall |end )?(?:target|milestone|goal|ambition|trajectory)s?(?: \d{1,2})?",
        Role.UNIT: r"units?(?: of measure(?:ment)?)?|measured in|counted in",
        Role.DEFINITION: r"(?:kpi |indicator |measure )?definitions?(?: of (?:the )?(?:kpi|indicator|measure))?",
        Role.SOURCE: (
            r"(?:data |information )?sources?(?: of (?:the )?(?:data|figures?|information|evidence))?|source system|"
            r"where (?:the )?(?:data|figures) (?:comes?|is|are) (?:taken )?from"
        ),
        Role.FREQUENCY: (
            r"(?:(?:reporting|data|collection|measurement|update|review) )?frequency"
            r"(?: of (?:reporting|data|collection|measurement))?|how often(?: (?:is it )?(?:reported|measured))?"
        ),
        Role.DIRECTION: (
            r"(?:desired |intended |target |good )?direction|polarity|(?:good|better) is|good to be|"
            r"which way is (?:better|good)"
        ),
        Role.SECTION: _SECTIONS,
    },
    Holds.POINTS: {
        Role.NEEDS: (
            r"what (?:needs (?:to )?(?:improve(?:ment)?|be improved|change)|must improve|we need to improve|"
            r"isn't working|is not working)|"
            r"areas? (?:for|of|needing) improvement|what (?:the )?inspect(?:ors|ion) (?:found|said)|weakness(?:es)?|"
            r"why (?:this|it) matters|where we need to improve|needs improvement"
        ),
        Role.FAMILIES: (
            r"what (?:our )?(?:families|parents|parent carers|children|young people|people)"
            r"(?:,? and (?:carers|families|young people|parents))? "
            r"(?:have (?:told|said)|told|tell|say|said|are saying)(?: us| to us)?|families (?:said|have said|told us)|"
            r"(?:parent|family|lived experience|families'?) (?:voice|feedback|views?)|"
            r"what we (?:have )?heard|voices? of (?:families|parents)|you (?:said|told us)"
        ),
    },
}
_PRIORITY: Final = "priority"
"""A heading that names a part of the plan in one file, and in another says how pressing an action is."""
_GRADING: Final = re.compile(
    r"(?:very |medium[ /-]|low[ /-])?(?:high|medium|med|low|h|m|l)|critical|urgent|essential|desirable|routine|"
    r"(?:must|should|could|won't)(?: have| do)?|red|amber|green|p?[1-5]"
)
_NUMBER: Final = re.compile(r"\d{1,2}")
_REVISED: Final = (
    r"(?:(?:current|revised|agreed|new|amended|updated|latest|forecast|extended|rescheduled) "
    r"(?:(?:(?:due|end|target|completion|delivery) )?(?:date|deadline|timescale|by[- ]when)|due|end)|"
    r"date revised|(?:extended|slipped|moved|revised) to|"
    r"(?:by when|(?:due|target|end) date|deadline|timescale) \((?:revised|new|current)\))"
)
_KNOWN: Final = re.compile(
    r"(?:b?rag(?: ?(?:rating|status))?|status|progress(?: (?:update|to date|so far))?|updates?|comments?|notes?|"
    r"remarks?|evidence(?: of (?:impact|progress))?|rating|risks?|resources?|costs?|budget|spend|(?:data )?source|"
    r"data (?:lead|owner|source)|date now|accountable, as printed|"
    rf"{_REVISED}|"
    r"(?:reporting )?frequency|definition|latest(?: figure)?|actuals?|trend|"
    r"direction of (?:travel|change)|dot|monitoring|"
    r"governance|board)"
)
_TITLES: Final[dict[Holds, re.Pattern[str]]] = {
    Holds.ACTIONS: re.compile(
        r"(?:our |key |improvement |the )?actions?(?: (?:and|/) (?:outcomes?|impacts?|success criteria))?(?: plan)?|"
        r"(?:action|delivery) plan|what we (?:will|are going to) do|actions? we will take"
    ),
    Holds.KPIS: re.compile(
        r"(?:key performance indicators?|kpis?|performance (?:indicators?|measures?)|"
        r"(?:success )?measures?(?: and targets?)?|how we will measure (?:success|progress)|indicators?)(?: \(kpis?\))?"
    ),
}
_OF_A_PART: Final = re.compile(
    r"(?<=.) (?:for|of|in|under) (?:section|theme|area|asw|priority|workstream|pillar|strand|outcome|objective) "
    r"[a-z0-9]{1,4}\Z"
)
"""What a title of a table says behind its own words: “Actions for outcome A”."""
_MILESTONES: Final = re.compile(
    r"(?:(?:key|main|delivery|interim|progress) )*milestones?(?: \d{1,2})?"
    r"(?: ?(?:/|and|with) ?(?:due )?(?:dates?|steps?|timescales?|deadlines?))?"
)
_DATED_COLUMNS: Final = {Holds.ACTIONS: Role.MILESTONE, Holds.KPIS: Role.TARGET}
_OF_A_YEAR: Final = re.compile(
    r"(?P<before>.*?)\W*(?:\b(?:for|in|by|of|fy) ?)?"
    r"\b(?:20)?(?P<one>\d\d) ?[/-] ?(?:20)?(?P<two>\d\d)\b\W*(?P<behind>.*)"
)
"""A heading that names a year from April to March, or of schools: which day is meant is asked then."""
_OF_A_YEAR_ALONE: Final = re.compile(
    r"(?P<before>.*?)\W*(?:\b(?:for|in|by|of|fy) ?)?"
    rf"\b(?:20\d\d|(?:year|yr) ?\d{{1,2}}|{MONTH_NAME}\W{{0,2}}\d\d)\b\W*(?P<behind>.*)"
)
"""The same of one that names a year such as 2024, a year of the plan, or a month with a year of two signs."""
_FIGURE: Final = re.compile(r"\d")
_AHEAD: Final = re.compile(
    r"(?:(?:interim|final|end|stretch|mid[ -]?point|year \d|y\d|phase \d|stage \d)[ -]*)*"
    r"(?:targets?|milestones?|goals?)?(?: \d{1,2})?|"
    r"(?:to be (?:reached|achieved)|we (?:will|aim to) (?:reach|achieve|be at)|due|aim|plan(?:ned)?)(?: by)?"
)
"""Labels before a date that speak of what is to come."""
_NTH: Final = r"(?:(?:no\.? ?|number |#)?\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-h]|[ivx]{1,4}|one|two|three|four|five|six)"
_A_STEP: Final = re.compile(
    rf"(?:milestone|step|stage|phase|part|gateway|checkpoint|quarter) {_NTH}|(?:m|ms|q)? ?\d{{1,2}}|{_NTH}|"
    r"(?:first|second|third|fourth|fifth|sixth|last|next|1st|2nd|3rd|[4-6]th)(?: (?:milestone|step|stage|phase))?|"
    r"step|stage|phase|gateway|checkpoint|deadline|to be (?:completed|done|delivered|in place)"
)
"""The same of a table of actions, where they are the milestones' own names and numbers."""
_NAMED_MILESTONE: Final = re.compile(rf"milestone(?: {_NTH})? ?[-:(,] ?(?P<name>.+)")
_OF_A_REPORT: Final = re.compile(
    r"(?:b?rag|status|progress|updates?|comments?)\b.*|.*\b(?:b?rag|rating|status|progress|updates?|comments?|notes?)"
)
"""What stands behind “Milestone 1 –” where the column says how it went, and not what must be true."""
_BY: Final = re.compile(r"(?:by|end|due|before)\b")
"""What makes a month alone one by which something is due: “July 2024” can be that of what was reported then."""
_DUE: Final = re.compile(r" (?:for|in|on|at)\Z")
_UNTIL: Final = re.compile(r"\W*\b(?:(?:up )?to|as (?:at|of|on)|at|for|in|on|of|during|from|since|until)\Z")
"""Words at the end of a label that lead to its date: of what is to be reached then, and of what was till then."""
_COMPILED: Final = {
    holds: {role: re.compile(words) for role, words in roles.items()} for holds, roles in _COLUMNS.items()
}
TARGET: Final = "Target: "
"""Before a target’s name and day in the headings of our own Word document, where they alone would not say it."""
STEPS: Final = "Milestones of the actions"
WAITING: Final = "Printed values that wait for their place"
_BELOW: Final = {STEPS: Role.MILESTONE, WAITING: Role.TARGET}
"""Headings of the lists below the tables of our own Word document."""
FURNITURE: Final = re.compile(
    r"(?:back to )?top(?: of (?:the )?page)?|skip to (?:main )?content|print(?: this page)?|share(?: this page)?|home|"
    r"menu|last updated|published|document resources|contents|page \d+(?: of \d+)?|\d{1,3}|"
    r"these files may not be suitable (?:to|for) users (?:with|of) assistive technology"
)
"""What a web page or a printed one has around its text."""
TITLE: Final = re.compile(
    r"(?:.{0,160}\b)?(?:improvement|action|delivery|recovery|inclusion|send) plan\b.*", re.IGNORECASE
)
KINDS: Final = r"section|priority(?: area)?|theme|area|workstream|strand|pillar|objective|asw"
"""What a part of a plan is called before its letter or number."""
SECTION: Final = re.compile(
    rf"(?P<kind>{KINDS})\s+"
    r"(?P<letter>[A-Z]|\d{1,2}|[IVX]{1,4})\s*(?:[:.–—-]\s*(?P<title>\S.*))?",
    re.IGNORECASE | re.DOTALL,
)
OUTCOMES: Final = r"(?:(?:strategic|shared|priority|key) )?(?:outcome|goal|aim)"
OUTCOME: Final = re.compile(
    rf"(?P<kind>{OUTCOMES})\s+(?P<letter>[A-Z]|\d{{1,2}}|[IVX]{{1,4}})\s*[:.–—-]\s*(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""What a section may be called where a heading, a row or a column of sections says so: it stands in other cells too."""
LETTERED: Final = re.compile(r"(?P<letter>[A-Z]|\d{1,2})\s*[:.)–—-]\s+(?P<title>\S.*)", re.DOTALL)
REF: Final = re.compile(
    r"(?P<ref>[A-Z]{1,4}[ .-]?\d{1,4}(?:\.\d{1,3})?[a-z]?|\d{1,2}(?:\.\d{1,3}){1,3}[a-z]?|\d{1,4}[a-z]?)[.:)]?",
)
STRICT_REF: Final = re.compile(
    r"(?P<ref>[A-Z]{1,3}\d{1,3}(?:\.\d{1,3})?[a-z]?|\d{1,2}(?:\.\d{1,3}){1,2})[.:)]?\s+(?=\S)"
)


def column_role(heading: str, holds: Holds) -> Role:
    """What a column of such a table holds by its heading; IGNORE where its words say nothing."""
    if len(heading) > LONGEST_HEADING:
        return Role.IGNORE
    even = re.sub(r" ?\((?:sro|s|kpi|kpis|if known)\)", "", fold(heading))
    for role, pattern in _COMPILED.get(holds, {}).items():
        if pattern.fullmatch(even):
            return role
    dated = _DATED_COLUMNS.get(holds)
    if dated is Role.TARGET and heading.startswith(TARGET) and dated_heading(heading):
        return dated
    if dated and _MILESTONES.fullmatch(even):
        return dated
    if dated and (named := dated_heading(heading)):
        is_bare = holds is Holds.ACTIONS and not named[0] and not _BY.match(even)
        return Role.IGNORE if is_bare else _dated_role(fold(named[0]), holds, dated)
    if dated is Role.TARGET and (label := _without_year(even)):
        return _dated_role(label, holds, dated)
    if dated and "milestone" in even and _MILESTONES.fullmatch(_without_year(even)):
        return dated
    return Role.KNOWN if _KNOWN.fullmatch(even) else Role.IGNORE


def is_revised(heading: str) -> bool:
    """Whether a column may say by when actions are due by now, beside the one that says what was agreed first."""
    return len(heading) <= LONGEST_HEADING and re.fullmatch(_REVISED, fold(heading)) is not None


def is_graded(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column only says how pressing the actions are, High or Medium, whatever else its heading can mean."""
    told = {fold(each) for each in cells if not is_none(each)}
    return told > _numbers(told) and _is_priority(heading) and all(map(_GRADING.fullmatch, told))


def is_numbered(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column may say how pressing actions are as well as which part of the plan they are of: 1, 2 or 3."""
    told = {fold(each) for each in cells if not is_none(each)}
    return bool(told) and _is_priority(heading) and told == _numbers(told)


def _is_priority(heading: str) -> bool:
    return len(heading) <= LONGEST_HEADING and fold(heading) == _PRIORITY


def _numbers(told: Iterable[str]) -> set[str]:
    return {each for each in told if _NUMBER.fullmatch(each)}


def _dated_role(label: str, holds: Holds, dated: Role) -> Role:
    """What a column holds whose heading names a date: it can be what was, not only what is to come, so that a label
    which is none of those that are known says nothing."""
    if not label:
        return dated
    if holds is not Holds.KPIS:
        return _role_of_month(label, dated)
    label = _without_year(label) or label
    roles = (role for role in (Role.BASELINE, dated) if _COMPILED[holds][role].fullmatch(label))
    return next(roles, dated if _AHEAD.fullmatch(label) else Role.IGNORE)


def _role_of_month(label: str, dated: Role) -> Role:
    """Of actions: a milestone's by its words; known by those of a report, as without the month; else it says nothing"""
    told = {label, _DUE.sub("", label), _without_year(label) or label}
    if any(words.fullmatch(each) for words in (_MILESTONES, _AHEAD, _A_STEP) for each in told) or _is_named(label):
        return dated
    return Role.KNOWN if _KNOWN.fullmatch(_UNTIL.sub("", label)) else Role.IGNORE


def _is_named(label: str) -> bool:
    """Whether a label says what must be true at a milestone, “Milestone 2: the chair is here”, and not how it went or
    who leads it."""
    found = _NAMED_MILESTONE.fullmatch(label)
    name = _UNTIL.sub("", found["name"]) if found else ""
    return bool(name) and not _OF_A_REPORT.fullmatch(name) and column_role(name, Holds.ACTIONS) is Role.IGNORE


def of_a_year(heading: str) -> bool:
    """Whether a heading names a year such as 2024/25, 2024 or “Year 1”, and says nothing else."""
    found = _year_in(fold(heading)) if len(heading) <= LONGEST_HEADING else None
    return found is not None and not (found["before"] or found["behind"])


def _year_in(even: str) -> re.Match[str] | None:
    """The year in a heading, and what stands around it."""
    if not _FIGURE.search(even):
        return None  # as in most cells: those below are slow
    found = _OF_A_YEAR.fullmatch(even)
    return found if found and _goes_on(found) else _OF_A_YEAR_ALONE.fullmatch(even)


def _goes_on(year: re.Match[str]) -> bool:
    """Whether its second number is that of the year after the first."""
    return (int(year["one"]) + 1) % 100 == int(year["two"])


def _without_year(even: str) -> str:
    """What stands beside a year such as 2024/25 in a heading, "" where it names none."""
    found = _year_in(even)
    return f"{found['before']} {found['behind']}".strip() if found else ""


def dated_heading(heading: str) -> tuple[str, str] | None:
    """ "Milestone 1" and "End July 2023" of "Milestone 1 – End July 2023"; None where it names no date."""
    even = seen(heading) if len(heading) <= LONGEST_HEADING else ""
    if first := DATE_FIRST.fullmatch(even):
        return first["label"], first["date"]
    found = DATE_LAST.fullmatch(even)
    if found is None:
        return None
    return found["label"].strip(" -–—:,(") or (found["at"] or "").strip(), found["date"]


def titled(text: str) -> Holds:
    """What the table below a title holds."""
    even = _OF_A_PART.sub("", fold(text)) if len(text) <= LONGEST_HEADING else ""
    return next((holds for holds, words in _TITLES.items() if words.fullmatch(even)), Holds.NOTHING)


def listed(text: str) -> Role:
    """Which list a title heads; IGNORE for none."""
    if below := _BELOW.get(" ".join(text.split())):
        return below
    role = column_role(text, Holds.POINTS)
    return role if role in (Role.NEEDS, Role.FAMILIES) else Role.IGNORE


def is_furniture(text: str) -> bool:
    return len(text) <= LONGEST_HEADING and FURNITURE.fullmatch(fold(text)) is not None
