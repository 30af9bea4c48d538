"""Actions out of the rows of a table."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import shorten
from typing import Final

from bringing.reading import beginnings, days
from bringing.reading.answering import ask_of_cell, beside_in
from bringing.reading.around import bare, is_label_alone
from bringing.reading.asking import Asks
from bringing.reading.building import A_REF, Building, Columns, at, of_ref
from bringing.reading.dashes import two_in
from bringing.reading.draft import ActionRead, Certainty, ColumnRead, Read, Role, Source, WhenRead
from bringing.reading.grid import Part, Row
from bringing.reading.oddly_called import posts_of
from bringing.reading.parting import Parted
from bringing.reading.posts import Mention
from bringing.reading.refs import IN_TEXT, is_in_text
from bringing.reading.steps import read_steps
from bringing.reading.titles import is_nobody_yet, without_interim
from bringing.reading.words import REF, fold, is_none, seen
from govuk.words import listed
from notices.calendar import ByWhenKind, in_words
from sheets.reading import Place

LONGEST_REF: Final = 10
MOST_QUOTED: Final = 60
DATE_NOW: Final = "date now"
UNSPLIT: Final = "nothing says where the action ends"


def read_action(
    row: Row, columns: Columns, heads: Sequence[ColumnRead], section: Read[str], building: Building
) -> None:
    """Add the action of a row to what is built, its posts as mentions that are brought together later."""
    path = f"actions/{len(building.actions)}"
    ref = _ref(columns.part(row, Role.REF), row, columns, path, building)
    called = ref.value if _is_ref(ref.words) else ""
    what, success = _texts(row, columns, path, called, building)
    by_when = _by_when(row, columns, path, called, building)
    starts_on = _start(row, columns, path, called, building)
    now = _date_now(row, heads, path, building)
    _ask_of_order(starts_on, by_when, path, called, building)
    _mention(columns, row, path, called, building)
    _set_loose_aside(row, path, called, building)
    building.actions.append(
        ActionRead(
            ref,
            section,
            what,
            success,
            by_when,
            (),
            starts_on,
            tuple(_clauses(columns.part(row, Role.CLAUSES), path, called, building)),
            tuple(read_steps(row, columns, heads, path, called, building)),
            columns.table,
            _title(columns.part(row, Role.TITLE), path, building),
            now,
            Read(False, now.rule) if now else None,
        )
    )


def _date_now(row: Row, heads: Sequence[ColumnRead], path: str, building: Building) -> Read[date | None] | None:
    """The date that counts by now, where a column beside the printed one has it, as in a document of ours."""
    column = next((each.number for each in heads if fold(each.heading) == DATE_NOW), None)
    part = row.cells.get(column) if column is not None else None
    return days.day_of(part, f"{path}/due_on", building.asking) if part else None


def _title(part: Part, path: str, building: Building) -> Read[str] | None:
    """A short name in a column of its own; None where there is none: one is made of what the action says."""
    if not part:
        return None
    read = building.short(part, f"{path}/title", "the column of titles")
    return Read(seen(part.plain), read.rule, read.sources)


def _is_ref(printed: str) -> bool:
    """Whether an action can be called by it in sentences: not by words that stand in the place of a ref."""
    value = _bare(seen(printed))
    return 0 < len(value) <= LONGEST_REF and REF.fullmatch(value) is not None


def _bare(ref: str) -> str:
    value = re.sub(r"^(?:action|ref)\.? ", "", ref, flags=re.IGNORECASE)
    return value.rstrip(".:" if "(" in value else ".:)")


def _ref(part: Part, row: Row, columns: Columns, path: str, building: Building) -> Read[str]:
    if not part and not columns.part(row, Role.WHAT):
        _ask_of_nameless(row, columns, path, building)
        return Read("", "no ref", (), Certainty.OPEN)
    path = f"{path}/ref"
    if not part:
        says = f"{at(row.place)}: this row has an action and no ref: {A_REF}"
        building.asking.ask(Asks.NO_REF, path, columns.known_by(row, Role.WHAT), says)
        return Read("", "no ref", (), Certainty.OPEN)
    rule = IN_TEXT if is_in_text(columns) else "the column of refs"
    read = building.short(part, path, rule)
    value = _bare(read.value)
    if _is_ref(read.value):
        return Read(value, read.rule, part.sources)
    printed = shorten(read.value, MOST_QUOTED, placeholder="…")
    says = f"{at(part.sources[0].place)}: “{printed}” is no ref such as A1: {A_REF}"
    if len(value) > LONGEST_REF:  # a part of it would be a ref that nobody gave
        building.asking.ask(Asks.NO_REF, path, part.sources, says)
        return Read("", "words that are no ref", part.sources, Certainty.OPEN)
    building.asking.ask(Asks.NO_REF, path, part.sources, says, read=value)
    return Read(value, read.rule, part.sources)


def _ask_of_nameless(row: Row, columns: Columns, path: str, building: Building) -> None:
    """A row that has neither a ref nor says what is done, once: below joined cells that do, it goes on with theirs."""
    above = [row.under.get(column) for role in (Role.REF, Role.WHAT) if (column := columns.of(role)) is not None]
    places = [part.sources[0].place for part in above if part]
    if len(places) > 1 and all(place.row == places[0].row for place in places):
        of = f"of the action in row {places[0].row}, whose ref and words stand in joined cells"
        told = f"this is a further line {of}: enter a ref of its own and what is done, or leave the row out"
    else:
        told = "this row has no ref and says nothing of what is done: enter both, or leave it out"
    paths = (f"{path}/ref", f"{path}/what")
    building.asking.ask(Asks.NO_REF, paths, row.own, f"{at(row.place)}: {told}")


def _texts(row: Row, columns: Columns, path: str, ref: str, building: Building) -> tuple[Read[str], Read[str]]:
    """What is done, and its outcome. Where they stood in one line, where the action ends is asked."""
    whats, outcomes = columns.part(row, Role.WHAT), columns.part(row, Role.SUCCESS)
    rule = row.rule or "the columns’ headings"
    what = building.prose(whats, f"{path}/what", rule)
    success = building.prose(outcomes, f"{path}/success", rule)
    if not whats and not columns.part(row, Role.REF):
        return Read("", "an empty cell", (), Certainty.OPEN), success
    if not whats:
        says = f"{at(row.place)}: {ref or 'this row'} says nothing of what is done: enter it, or leave it out"
        building.asking.ask(Asks.NO_ACTION, f"{path}/what", columns.known_by(row, Role.REF), says)
        return Read("", "an empty cell", (), Certainty.OPEN), success
    if row.others is None:
        return what, success
    open_ = row.rule == UNSPLIT
    read = "all of it as the action" if open_ else f"the action ends with “… {' '.join(what.value.split()[-4:])}”"
    says = f"{of_ref(ref)}action and outcome stand in one text, and {row.rule}: say where the action ends"
    sources = (*whats.sources, *outcomes.sources)
    paths = (f"{path}/what", f"{path}/success")
    building.asking.ask(Asks.WHERE_IT_ENDS, paths, sources, says, read=read, others=row.others)
    certainty = Certainty.OPEN if open_ else Certainty.ASKED
    return (
        Read(what.value, rule, what.sources, certainty, row.others),
        Read(success.value, rule, success.sources, certainty, row.others),
    )


def _by_when(row: Row, columns: Columns, path: str, ref: str, building: Building) -> Read[WhenRead]:
    path, part = f"{path}/by_when", columns.part(row, Role.BY_WHEN)
    if not part:
        says = f"{at(row.place)}: {ref or 'the action'} has no date: enter by when, or leave it to be settled"
        building.asking.ask(Asks.NO_BY_WHEN, path, columns.known_by(row, Role.REF), says)
        return Read(WhenRead(ByWhenKind.AWAITED), "an empty cell", (), Certainty.OPEN)
    building.ask_of_characters(part, path)
    found = days.by_when(part)
    if found.says:
        asks = Asks.BY_WHEN if found.certainty is Certainty.OPEN else Asks.PERIOD
        read = in_words(found.when.due_on) if found.when.due_on else ""
        building.asking.ask(asks, path, part.sources, f"{of_ref(ref)}{found.says}", read=read, others=found.others)
    _ask_of_long_stop(found.when.due_on, part, path, ref, building)
    return Read(found.when, found.rule, part.sources, found.certainty, found.others)


def _start(row: Row, columns: Columns, path: str, ref: str, building: Building) -> Read[date | None] | None:
    """The day on which it begins. Words that only say that there is none yet are listed where they stand: a joined cell
    once."""
    part = columns.part(row, Role.STARTS)
    if not part:
        return None
    if part.sources == columns.part(row, Role.BY_WHEN).sources and beginnings.begins(part).when.due_on is None:
        return Read(None, "words of what is due, in one cell with it", part.sources)
    read = beginnings.start_of(part, f"{path}/starts_on", ref, building.asking)
    if read.value is None and read.certainty is Certainty.CERTAIN and columns.of(Role.STARTS) not in row.under:
        building.set_aside(part.sources, "Says that no start is known yet")
    return read


def _ask_of_long_stop(due: date | None, part: Part, path: str, ref: str, building: Building) -> None:
    stop = building.known.deliver_by
    if stop and due and due > stop:
        told = f"{ref or 'This action'} is due on {in_words(due)}, after the notice’s {in_words(stop)}"
        says = f"{told}: confirm it, or enter another day"
        building.asking.ask(Asks.AFTER_DELIVER_BY, path, part.sources, says, read=in_words(due))


def _ask_of_order(
    starts: Read[date | None] | None, by_when: Read[WhenRead], path: str, ref: str, building: Building
) -> None:
    due = by_when.value.due_on
    if starts and starts.value and due and due < starts.value:
        told = f"{ref or 'This action'} is due on {in_words(due)}, before it starts on {in_words(starts.value)}"
        says = f"{told}: say which date is right"
        paths = (f"{path}/starts_on", f"{path}/by_when")
        building.asking.ask(Asks.ENDS_BEFORE_START, paths, (*starts.sources, *by_when.sources), says)


def _set_loose_aside(row: Row, path: str, ref: str, building: Building) -> None:
    sources = [source for part in row.loose for source in part.sources]
    if sources:
        told = ", ".join(f"“{source.words}”" for source in sources)
        says = f"{of_ref(ref)}no column of this table is one for {told}: say where it belongs, or leave it out"
        building.asking.ask(Asks.ROW, f"{path}/what", sources, says)
        building.set_aside(sources, f"Words of {ref or 'an action'} that no column is for")


def _mention(columns: Columns, row: Row, path: str, ref: str, building: Building) -> None:
    number, nobody = 0, list[Source]()
    posts = {fold(each) for each in building.known.posts}
    known = posts.union(map(fold, (*building.known.organisations, *building.known.beside)))
    for cell in (each for column in columns.all_of(Role.POSTS) for each in posts_of(row.at(column), known)):
        named = [] if _is_nobody(cell.words) else [each for each in cell.sources if _names_somebody(each, posts)]
        nobody += [each for each in cell.sources if each not in named]
        paths = [f"{path}/posts/{number + place}" for place in range(len(named))]
        number += len(named)
        for each, source in zip(paths, named, strict=True):
            building.ask_of_characters(Part((source,)), each)
            may_be_two = bool(two_in(bare(source.words)) or beside_in(source, building))
            building.mentions.append(Mention(source, each, may_be_two))
        if named:
            ask_of_cell(_of_those(cell, named), paths, ref, building)
    if not number:
        told = f"{at(row.place)}: nobody answers for {ref or 'the action'}"
        says = f"{told}: choose a post or an organisation, or leave it to be settled"
        building.asking.ask(Asks.NO_POST, f"{path}/posts", nobody or columns.known_by(row, Role.REF), says)
    elif unnamed := [each for each in nobody if _is_unnamed(each, posts)]:
        building.to_be_named(path, number, unnamed, ref)
        nobody = [each for each in nobody if each not in unnamed]
    labels = [each for each in nobody if is_label_alone(each.words, posts)]
    building.set_aside(labels, "Says how somebody answers, and names nobody")
    building.set_aside([each for each in nobody if each not in labels], "Says that somebody is still to be named")


def _is_nobody(words: str) -> bool:
    """Whether words say that nobody stands there, or only how long somebody holds a post."""
    return is_none(words) or not without_interim(bare(words))


def _names_somebody(source: Source, posts: Collection[str]) -> bool:
    """Whether words say who answers, and not only that nobody does, or is named yet, or how somebody would."""
    is_nobody = _is_unnamed(source, posts) or _is_nobody(source.words) or is_none(bare(source.words))
    return not (is_nobody or is_label_alone(source.words, posts))


def _is_unnamed(source: Source, posts: Collection[str]) -> bool:
    """Whether somebody is still to be named there. A post that the notice has is one, whatever it is called."""
    return is_nobody_yet(bare(source.words)) and fold(source.words) not in posts


def _of_those(cell: Parted, named: Sequence[Source]) -> Parted:
    """A cell without those who are still to be named."""
    if len(named) == len(cell.sources) or cell.odd:
        return replace(cell, sources=tuple(named))
    words = named[0].words if len(named) == 1 else cell.words
    in_lines = [bare(line).replace(";", ",").rstrip(" ,") for each in named for line in each.words.split("\n")]
    if not cell.count or len(in_lines) == len(named):
        return Parted(words, tuple(named), how=cell.how)
    return Parted(words, tuple(named), ("; ".join(in_lines),), len(in_lines), cell.how)


def _clauses(part: Part, path: str, ref: str, building: Building) -> Iterator[Read[str]]:
    for number, printed in enumerate(_apart(part)):
        value = re.sub(r"^(?:clause|paragraph|para)s?\.? ", "", seen(printed.words), flags=re.IGNORECASE)
        if building.known.clauses and value not in building.known.clauses:
            says = f"{of_ref(ref)}“{value}” is no clause of the notice: choose one, or leave it out"
            others = [each for each in building.known.clauses if each.startswith(value) or value.startswith(each)]
            building.asking.ask(Asks.CLAUSE, f"{path}/clauses/{number}", [printed], says, read=value, others=others)
        yield Read(value, "the column of clauses", (printed,))


def _apart(part: Part) -> Iterator[Source]:
    """The clauses of a cell, each with its own words: a cell of many would be kept once for each of them."""
    for source in part.sources:
        for words in re.split(r"[,;\n]|\band\b|&", source.words):
            if seen(words):
                yield Source(source.place, words.strip())


def ask_of_refs(building: Building) -> None:
    """Refs that come twice: each names all of its rows."""
    rows: dict[str, list[int]] = {}
    for number, action in enumerate(building.actions):
        if action.ref.value:
            rows.setdefault(action.ref.value.casefold(), []).append(number)
    for numbers in rows.values():
        if len(numbers) > 1:
            actions = [building.actions[number] for number in numbers]
            sources = [source for each in actions for source in each.ref.sources]
            where = " and ".join(_where(source.place) for source in sources)
            says = f"{actions[0].ref.value} stands {len(numbers)} times, at {where}: give each action a ref of its own"
            letters = [f"{each.section.value}{each.ref.value}" for each in actions if each.ref.value.isdigit()]
            paths = [f"actions/{number}/ref" for number in numbers]
            others = [listed(letters)] if len(set(letters)) == len(actions) else []
            building.asking.ask(Asks.REF_TWICE, paths, sources, says, others=others)


def _where(place: Place) -> str:
    return str(place)
