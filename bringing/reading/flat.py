"""Tables that arrived as lines of text, as a web page's do when they are copied: their cells are told apart again, and
where nothing says for certain where a cell ends, that is said."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

from bringing.reading import printed
from bringing.reading.draft import Holds, Role, Source
from bringing.reading.grid import EMPTY, NEXT_COLUMN, Grid, Head, Part, Row
from bringing.reading.months import DATED
from bringing.reading.printed import Placed, Sort
from bringing.reading.words import DASH, STRICT_REF, column_role, dated_heading
from sheets.reading import Paragraph, Place

FEWEST: Final = 3
"""Columns that a line of headings has at least."""
LONGEST_LINE: Final = 800
"""Characters of a line of headings."""
MOST_ENDS: Final = 12
"""As many places where an action may end are told."""
MOST_WORDS: Final = 9
"""Words of the longest heading."""
CELL_ENDS: Final = 3
"""From so many lines apart on, a cell ended between them: within a cell a blank line parts two paragraphs."""

_WHEN: Final = re.compile(
    rf"(?:^|(?<=\s))(?P<when>(?:(?:established|in place)(?:\s+(?:in|on|since|from))?\s+)?"
    rf"{DATED}(?:\s+or\s+(?:sooner|earlier))?"
    rf"|on-?\s?going|tb[acd]|(?:summer|autumn|spring)\s+term\s+\d{{4}}|q[1-4]\s+\d{{4}}(?:/\d\d)?)\s*(?=$|\s{DASH}\s)",
    re.IGNORECASE,
)
_POST: Final = re.compile(rf"(?:^|\s){DASH}\s+")
_SENTENCE: Final = re.compile(r"(?<=[A-Za-z)’'”0-9][.!?])\s+(?=[A-Z‘“(])")
_CAPITAL: Final = re.compile(r"(?<=[a-z])\s+(?=[A-Z][a-z])")


def headings(text: str) -> tuple[Holds, tuple[str, ...]]:
    """A line of headings, parted; no headings where the line is none. The longest heading that fits comes first, so
    that “Baseline Date” is one."""
    if len(text) > LONGEST_LINE:
        return Holds.NOTHING, ()
    for holds in (Holds.ACTIONS, Holds.KPIS):
        parted = _parted(text.split(), holds)
        roles = [column_role(each, holds) for each in parted]
        needed = {Role.WHAT} if holds is Holds.ACTIONS else {Role.NAME}
        if len(parted) >= FEWEST and needed <= set(roles) and Role.IGNORE not in roles:
            return holds, parted
    return Holds.NOTHING, ()


def _parted(words: Sequence[str], holds: Holds) -> tuple[str, ...]:
    found: list[str] = []
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + MOST_WORDS), at, -1):
            heading = " ".join(words[at:end]).strip()
            if column_role(heading, holds) is not Role.IGNORE and _is_one(heading, holds):
                break
        else:
            return ()
        found.append(heading)
        at = end
    return tuple(found)


def _is_one(heading: str, holds: Holds) -> bool:
    """Whether a heading with a date is one and not several: its label is a heading too, or a few words."""
    dated = dated_heading(heading)
    if not dated:
        return True
    return not dated[0] or column_role(dated[0], holds) in (Role.TARGET, Role.MILESTONE, Role.KNOWN)


def grid(lines: Sequence[Paragraph], holds: Holds, heads: Sequence[str]) -> Grid:
    """The table of a line of headings (the first) and the lines below it."""
    first, *rest = lines
    columns = tuple(Head(at, Part((Source(first.place, each),))) for at, each in enumerate(heads, start=1))
    roles = {head.number: column_role(head.part.plain, holds) for head in columns}
    rows = _actions(rest, roles) if holds is Holds.ACTIONS else _kpis(rest, columns, roles)
    return Grid(f"line {first.place.line}", first.place, columns, tuple(rows), flat=True)


def _column(roles: Mapping[int, Role], role: Role) -> int:
    return next((number for number, each in roles.items() if each is role), 0)


# actions


def _actions(lines: Sequence[Paragraph], roles: Mapping[int, Role]) -> list[Row]:
    """A row begins where a line begins with a ref; without refs nothing says where one does."""
    if not _column(roles, Role.REF):
        parts = tuple(Part((Source(each.place, each.text),)) for each in lines)
        return [Row(lines[0].place, {}, parts)] if lines else []
    rows: list[Row] = []
    group: list[Paragraph] = []
    for line in lines:
        if STRICT_REF.match(line.text) and group:
            rows.append(_action(group, roles))
            group = []
        group.append(line)
    return [*rows, _action(group, roles)] if group else rows


def _action(lines: Sequence[Paragraph], roles: Mapping[int, Role]) -> Row:
    """Ref, action, outcome, by-when and posts of a row, in this order."""
    place = lines[0].place
    ref = STRICT_REF.match(lines[0].text)
    pieces = [(each.place, each.text) for each in lines]
    cells: dict[int, Part] = {}  # 0: of no column
    if ref is None:
        return Row(place, {}, tuple(Part((Source(*each),)) for each in pieces))
    cells[_column(roles, Role.REF)] = Part((Source(place, ref["ref"]),))
    pieces[0] = (place, lines[0].text[ref.end() :])
    texts, when, posts = _apart(pieces)
    for role, found in ((Role.BY_WHEN, (when,) if when else ()), (Role.POSTS, tuple(posts))):
        if found:
            column = _column(roles, role)
            cells[column] = Part((*cells.get(column, EMPTY).sources, *found))
    what, success, ends, rule = _where_it_ends(texts)
    if not _column(roles, Role.SUCCESS):
        certain = {Role.BY_WHEN, Role.POSTS} <= set(roles.values()) and when is not None and bool(posts)
        cells[_column(roles, Role.WHAT)] = Part(tuple(texts))
        return _row(place, cells, None if certain else (), "what stands before the date")
    cells[_column(roles, Role.WHAT)] = Part(tuple(what))
    if success:
        cells[_column(roles, Role.SUCCESS)] = Part(tuple(success))
    return _row(place, cells, ends, rule)


def _row(place: Place, cells: Mapping[int, Part], others: tuple[str, ...] | None, rule: str) -> Row:
    """A row; what has no column in this table is loose."""
    loose = (cells[0],) if 0 in cells else ()
    return Row(place, {number: part for number, part in cells.items() if number}, loose, others, rule)


def _apart(pieces: Sequence[tuple[Place, str]]) -> tuple[list[Source], Source | None, list[Source]]:
    """The texts before the by-when, the by-when, and the posts behind it. The last by-when counts that nothing but
    posts follows."""
    for at in range(len(pieces) - 1, -1, -1):
        place, text = pieces[at]
        found = list(_WHEN.finditer(text))
        if found:
            last = found[-1]
            before = [Source(*each) for each in pieces[:at]]
            if head := text[: last.start()].strip():
                before.append(Source(place, head))
            behind = [(place, text[last.end() :]), *pieces[at + 1 :]]
            return before, Source(place, last["when"].strip()), _posts(behind)
    texts = [each for each in pieces if not re.match(rf"\s*{DASH}\s", each[1])]
    return [Source(*each) for each in texts], None, _posts([each for each in pieces if each not in texts])


def _posts(pieces: Sequence[tuple[Place, str]]) -> list[Source]:
    return [
        Source(place, each.strip())
        for place, text in pieces
        for each in _POST.split(f" {text.strip()}" if text.strip() else "")
        if each.strip()
    ]


def _where_it_ends(texts: list[Source]) -> tuple[list[Source], list[Source], tuple[str, ...], str]:
    """The action, its outcome, where the action may end instead, and by which rule."""
    if not texts:
        return [], [], (), ""
    for at in range(1, len(texts)):
        if texts[at].place.line - texts[at - 1].place.line > CELL_ENDS:
            return texts[:at], texts[at:], _ends(texts, texts[at - 1].words), "an empty line ends a cell"
    first = texts[0]
    if found := _SENTENCE.search(first.words):
        what, rest = first.words[: found.start()], first.words[found.end() :]
        outcome = [Source(first.place, rest), *texts[1:]]
        return [Source(first.place, what)], outcome, _ends(texts, what), "the action is the first sentence"
    return texts, [], _ends(texts, ""), "nothing says where the action ends"


def _ends(texts: Sequence[Source], taken: str) -> tuple[str, ...]:
    """Where the action may end instead, each told by its last words and those that follow: at the end of a sentence or
    a paragraph; where there is no other, before a capital letter."""
    ends = tuple(islice(_at(texts, taken, _SENTENCE, paragraphs=True), MOST_ENDS))
    return ends or tuple(islice(_at(texts, taken, _CAPITAL, paragraphs=False), MOST_ENDS))


def _at(texts: Sequence[Source], taken: str, pattern: re.Pattern[str], *, paragraphs: bool) -> Iterator[str]:
    for at, before, behind in _cuts(texts, pattern, paragraphs=paragraphs):
        if before != taken:
            yield _told(before, behind or texts[at + 1].words)


def _cuts(texts: Sequence[Source], pattern: re.Pattern[str], *, paragraphs: bool) -> Iterator[tuple[int, str, str]]:
    """Where texts may be parted: the number of the text, what of it stands before, and what behind."""
    for at, text in enumerate(texts):
        for each in pattern.finditer(text.words):
            yield at, text.words[: each.start()], text.words[each.end() :]
        if paragraphs and at + 1 < len(texts):
            yield at, text.words, ""


def parted_at(told: str, texts: Sequence[Source]) -> tuple[str, str] | None:
    """The action and its outcome where the action ends as it was told; None where that may be in several places."""
    whole = _whole(texts)
    found = {
        (_lines(*whole[:at], before), _lines(behind, *whole[at + 1 :]))
        for pattern in (_SENTENCE, _CAPITAL)
        for at, before, behind in _cuts([Source(texts[0].place, each) for each in whole], pattern, paragraphs=True)
        if _told(before, behind or whole[at + 1]) == told
    }
    return found.pop() if len(found) == 1 else None


def _whole(texts: Sequence[Source]) -> list[str]:
    """The texts, those of one place together as they stood there."""
    found: list[Source] = []
    for each in texts:
        if found and found[-1].place == each.place:
            found[-1] = Source(each.place, f"{found[-1].words} {each.words}")
        else:
            found.append(each)
    return [each.words for each in found]


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _told(before: str, after: str) -> str:
    return f"“… {' '.join(before[-80:].split()[-4:])}” | “{' '.join(after[:80].split()[:4])} …”"


# KPIs


def _kpis(lines: Sequence[Paragraph], heads: Sequence[Head], roles: Mapping[int, Role]) -> list[Row]:
    """A row begins with its name; lines of values alone go on with the row before."""
    rows: list[tuple[Source | None, list[tuple[Sort, Part]]]] = []
    for line in lines:
        name, values = printed.name_and_values(line.text)
        if name and not values and rows and (more := printed.tokens(line.text, bare=False)):
            name, values = "", more
        told = list(printed.parts(line.text, line.place, values))
        if not name and rows and rows[-1][0] is not None:
            rows[-1][1].extend(told)
        else:
            rows.append((Source(line.place, name) if name else None, told))
    return [_kpi(name, values, heads, roles) for name, values in rows]


def _kpi(name: Source | None, values: list[tuple[Sort, Part]], heads: Sequence[Head], roles: Mapping[int, Role]) -> Row:
    wanted = [head for head in heads if roles[head.number] in (Role.BASELINE, Role.BASELINE_DATE, Role.TARGET)]
    if Role.BASELINE not in roles.values():
        values = _joined(values)
    sources = [*([name] if name else []), *(source for _, part in values for source in part.sources)]
    place = sources[0].place
    if name is None or not values:
        return Row(place, {}, tuple(Part((each,)) for each in sources))
    found = printed.place([sort for sort, _ in values], [roles[head.number] for head in wanted])
    cells = {wanted[column].number: values[value][1] for value, column in found.at}
    cells[_column(roles, Role.NAME)] = Part((name,))
    loose = tuple(values[value][1] for value in found.unplaced)
    others = tuple(_way(way, found, values, wanted) for way in found.ways)
    if found.proposed:
        return Row(place, cells, loose, others[1:], NEXT_COLUMN, name=_longer(name, values))
    rule = "fewer values than columns" if loose else "the order of the values"
    return Row(place, cells, loose, others if loose else None, rule, name=_longer(name, values))


def _longer(name: Source, values: Sequence[tuple[Sort, Part]]) -> str:
    """The name with the number behind it, where that may belong to it: “Key Stage 4” before “45%”. A number before a
    month or a change is a value."""
    if len(values) < 2 or values[0][0] is not Sort.VALUE or not values[0][1].plain.isdigit():
        return ""
    behind = values[1][0] in (Sort.VALUE, Sort.AWAITED, Sort.OF_BASELINE)
    return f"{name.words} {values[0][1].plain}" if behind else ""


def _way(way: Sequence[int], found: Placed, values: Sequence[tuple[Sort, Part]], heads: Sequence[Head]) -> str:
    """A way in which the values that are in doubt could stand: “TBC” under Baseline Date, …"""
    doubtful = found.unplaced or found.proposed
    return ", ".join(f"“{values[each][1].plain}” under {heads[way[each]].part.plain}" for each in doubtful)


def under(told: str, words: Sequence[str], headings: Sequence[str]) -> tuple[str, ...]:
    """The headings under which values stand in a way that was told so; none where these are other values."""
    names = "|".join(map(re.escape, sorted(headings, key=len, reverse=True)))
    found = re.fullmatch(", ".join(f"“{re.escape(each)}” under ({names})" for each in words), told)
    return found.groups() if found else ()


def _joined(values: list[tuple[Sort, Part]]) -> list[tuple[Sort, Part]]:
    """In a table whose one column is for baseline and date, these are one cell."""
    if len(values) > 1 and values[1][0] is Sort.DATE and values[0][0] is not Sort.CHANGE:
        (_, first), (_, second), *rest = values
        one, other = first.sources[0], second.sources[0]
        if one.place == other.place:
            return [(Sort.DATE, Part((Source(one.place, f"{one.words} {other.words}"),))), *rest]
        return [(Sort.DATE, Part((one, other))), *rest]
    return [(Sort.AWAITED, values[0][1]), *values[1:]] if values and values[0][0] is Sort.OF_BASELINE else values
