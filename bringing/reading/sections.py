"""Which sections the words in columns of sections mean, told once for the whole file: by what else says its sections
(headings, sheets, refs), and by those of the plan that stands. The same words are the same section everywhere."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Final, NamedTuple

from bringing.reading.draft import Source
from bringing.reading.leading import Led, Titles, led
from bringing.reading.several import are_all, counted, made_of
from bringing.reading.words import KINDS, LETTERED, OUTCOME, OUTCOMES, SECTION, fold, seen

COLUMN: Final = "the column of sections"
LEFT: Final = "a heading that stands beside those of sections"
"""What says that a table is of no section that stands above it."""
_NUMBERED: Final = re.compile(
    rf"(?:(?P<kind>(?i:{KINDS}|{OUTCOMES}))\s+|"
    r"(?P<code>[A-Z]{1,3})[ .-]?)?(?P<number>\d{1,2})(?:(?:\s*[:.)–—-]\s+|\s+(?=[A-Z]))(?P<title>\S.*))?"
)
"""“1 Voice”, “WS1 Voice”, “WS1”, “Priority 1 Voice”."""
_OUTCOME: Final = re.compile(rf"(?:{OUTCOMES})\s+(?P<letter>[A-Z]|\d{{1,2}}|[IVX]{{1,4}})", re.IGNORECASE)
"""“Outcome 1” alone, which is a section’s letter in a column of sections."""
_OF_REF: Final = re.compile(r"(?P<code>[A-Z]{1,3})?[ .-]?(?P<number>\d{1,2})[.-]\d")
_SHORT: Final = {
    "section": ("S", "SEC"),
    "priority": ("P", "PR", "PRI"),
    "priority area": ("P", "PA"),
    "theme": ("T", "TH"),
    "area": ("A",),
    "workstream": ("W", "WS"),
    "strand": ("S", "ST"),
    "pillar": ("P",),
    "objective": ("O", "OB", "OBJ"),
    "asw": ("ASW",),
    "outcome": ("O", "OC"),
    "goal": ("G",),
}
"""How the words before a section’s number are shortened."""


@dataclass(slots=True)
class Cell:
    """What stands beside the same words in a column of sections, wherever they come: the refs of the rows, the sections
    that something else puts the rows into; and the section that they were read as."""

    refs: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    letter: str = ""


class _Said(NamedTuple):
    letter: str
    title: str
    words: str


class OfOutcome(NamedTuple):
    """What a row has in a column of numbered outcomes, its ref, its sheet’s name, and the rule by which that column was
    read."""

    words: str
    ref: str
    sheet: str
    rule: str


@dataclass(slots=True)
class Says:
    """What a file says of its sections: other than in a column (`heard`), and in columns (`cells`, by their words).
    `made` are the letters that nothing says and that were given to a title; `sheets` the letters of the tables of each
    sheet, by its name. `outcomes` are those of rows of actions that may be sections."""

    heard: list[_Said] = field(default_factory=list)
    sheets: dict[str, set[str]] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    outcomes: list[OfOutcome] = field(default_factory=list)

    def told(self, letter: str, title: str, sources: Iterable[Source]) -> None:
        """A heading, a sheet, a row or a ref says a section."""
        self.heard.append(_Said(letter, title, " ".join(seen(each.words) for each in sources)))

    def sheet(self, name: str, letter: str) -> None:
        """A table of a sheet, with the section that it is of."""
        self.sheets.setdefault(fold(name), set()).add(letter)

    def cell(self, words: str, ref: str, around: str, letter: str) -> None:
        """Words of a row in a column of sections, and the section that they were read as."""
        cell = self.cells.setdefault(words, Cell())
        cell.letter = letter
        cell.refs.add(ref)
        cell.around.add(around)


@dataclass(frozen=True, slots=True)
class Meant:
    """What words in columns of sections mean: the letter and the title of a section. `letters` are those that the file
    says, which no other title gets. `several` name more than one, and are none by the letters in them. Asked are
    `numbered`, of which nothing but their own numbers says it; `titled`, of which not even that is likely; `unsure`,
    which were left as titles, with the letters of those that they may be; `otherwise`, whose letter is another title’s
    elsewhere; those of `own`, left as titles too, that name others; and those of `led` that refs do not say as they say
    others. `outcomes` is the rule by which columns of outcomes are read, "" where no table is read by another."""

    by_words: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    letters: frozenset[str] = frozenset()
    numbered: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    unsure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    several: frozenset[str] = frozenset()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    led: Led = field(default_factory=Led)
    outcomes: str = ""


NOT_TOLD: Final = Meant()
"""Of a file that is read for the first time."""


def letter_in(words: str) -> tuple[str, str] | None:
    """The letter and the title of a section that words say with what parts the two."""
    if alone := _OUTCOME.fullmatch(words):
        return alone["letter"].upper(), ""
    found = SECTION.fullmatch(words) or OUTCOME.fullmatch(words) or LETTERED.fullmatch(words)
    return (found["letter"].upper(), (found["title"] or "").strip()) if found else None


def numbered_in(words: str) -> tuple[str, str]:
    """The number of a section before its title, with the letters before that; and the title."""
    found = _NUMBERED.fullmatch(words)
    return (f"{found['code'] or ''}{found['number']}", (found["title"] or "").strip()) if found else ("", words)


def _says(each: _Said) -> bool:
    """Whether the letter of a section stands in the words that say it."""
    found = (pattern.fullmatch(each.words) for pattern in (SECTION, OUTCOME, LETTERED))
    return any(of is not None and of["letter"].upper() == each.letter for of in found)


def meant(says: Says, plan: Mapping[str, str]) -> Meant:
    """What the columns of a file mean. `plan` has the titles of the sections that stand, by their letters."""
    return _Telling(says, plan).meant()


def reads_otherwise(meant: Meant, says: Says) -> bool:
    """Whether the file has to be read again with what is meant: words were read as another section or gave it another
    title, or a letter was given to a title that the file says of another one."""
    is_other = bool(meant.otherwise) or any(
        says.cells[words].letter != letter for words, (letter, _) in meant.by_words.items()
    )
    return is_other or any(map(letter_in, meant.several)) or not says.made.isdisjoint(meant.letters)


@dataclass(slots=True)
class _Numbered:
    """Words with one number: one section, if they have one title."""

    number: str
    words: dict[str, str] = field(default_factory=dict)
    """With the title that each has behind the number."""
    codes: set[str] = field(default_factory=set)
    """The number with the letters before it, such as WS1."""
    before: set[str] = field(default_factory=set)
    titles: dict[str, None] = field(default_factory=dict)
    """As they are compared."""
    refs: Counter[str] = field(default_factory=Counter)
    """How many of its refs begin with each number."""
    around: set[str] = field(default_factory=set)

    @property
    def title(self) -> str:
        return next(iter(self.titles), "")

    @property
    def is_shortened(self) -> bool:
        """Whether it comes in several wordings, as “WS1” beside “WS1 Voice”."""
        return len({fold(each) for each in self.words}) > 1

    @property
    def letters(self) -> tuple[str, ...]:
        """What the section may be called by."""
        return (*sorted(self.codes), self.number)


class _Telling:
    """Goes through what a file says of its sections."""

    def __init__(self, says: Says, plan: Mapping[str, str]) -> None:
        self.cells, self.sheets = says.cells, says.sheets
        self.plan = {letter: fold(title) for letter, title in plan.items()}
        self.titles: dict[str, set[str]] = {}
        """Of the sections that the file says by their letters."""
        self.kinds: dict[str, set[str]] = {}
        for each in says.heard:
            if not each.words or _says(each):  # others were given their letter
                self._tell(each.letter, each.title, each.words)
        self.elsewhere = frozenset(self.titles)
        self.otherwise: dict[str, str] = {}
        self.numbered: list[_Numbered] = []
        self.plain: list[str] = []
        self.several = self._several()
        """Words that name more than one section."""
        self.sure: dict[str, str] = {}
        """Words that say a letter by themselves, with that."""
        self._sort()
        agree = sum(each.refs[each.number] for each in self.numbered)
        self.by_refs = 2 * agree > sum(each.refs.total() for each in self.numbered)
        """Whether most refs begin with the numbers of their sections: one that does not may be wrong itself."""

    def _tell(self, letter: str, title: str, words: str) -> None:
        titles = self.titles.setdefault(letter, set())
        if title:
            titles.add(fold(title))
        if kind := SECTION.match(words) or OUTCOME.match(words):
            self.kinds.setdefault(letter, set()).add(fold(kind["kind"]))

    def _sort(self) -> None:
        """Words that say a letter for certain, those with a number, and others."""
        found = []
        for words in self.cells:
            if words in self.several:
                continue
            is_title = fold(words) in self.plan.values()  # as it was said to be, whatever letter stands in it
            if sure := (not is_title and letter_in(words)) or self._alone(words):
                self._sure(words, *sure)
            elif of := _NUMBERED.fullmatch(words):
                found.append((words, of))
            else:
                self.plain.append(words)
        written = {fold(words): of for words, of in found}
        small = [words for words in self.plain if fold(words) in written]  # “1 voice” beside “1 Voice”
        self.plain = [words for words in self.plain if words not in small]
        self.numbered = list(_together([*found, *((each, written[fold(each)]) for each in small)], self.cells))

    def _several(self) -> frozenset[str]:
        """Words that say all sections, or name several of those that the file says otherwise."""
        lists = {words: of for words in self.cells if (of := counted(words))}
        said, names = set(self.titles), {title for titles in self.titles.values() for title in titles}
        for words in self.cells.keys() - lists.keys():
            letter, title = letter_in(words) or numbered_in(words)
            said |= {letter, letter.lstrip(ascii_uppercase + "0")} - {""}
            names |= {fold(words), fold(title)}
        names |= set(map(fold, said))
        return frozenset(
            words
            for words in self.cells
            if are_all(words)
            or any(not said.isdisjoint(each) for each in lists.get(words, ()))
            or made_of(words, names)
        )

    def _sure(self, words: str, letter: str, title: str) -> None:
        there = self.titles.get(letter, set())
        if title and there and fold(title) not in there:
            self.otherwise[words] = letter
            return
        self.sure[words] = letter
        self._tell(letter, title, words)

    def _alone(self, words: str) -> tuple[str, str] | None:
        """A letter alone; P1 may be section 1, where something else says that."""
        number = words.lstrip(ascii_uppercase + "0")
        is_one = len(words) <= 2 and (words == number or number not in self.elsewhere)
        return (words.upper(), "") if is_one else None

    def meant(self) -> Meant:
        by_words = {words: (letter, words) for words in self.cells if (letter := self._called(words))}
        certain = [(each, letter) for each in self.numbered if (letter := self._certain(each))]
        rest = [each for each in self.numbered if not self._certain(each)]
        may_be = self._may_be_numbers(rest)
        are_all = not self.otherwise and all(words in by_words for words in self.plain)
        is_numbered = may_be and (are_all or any(each.is_shortened for each in self.numbered))
        coded = self._are_coded(letter for _, letter in certain)
        told = [(each, each.letters[0] if coded else each.number) for each in rest] if is_numbered else []
        for each, letter in (*certain, *told):
            by_words = {words: (letter, title) for words, title in each.words.items()} | by_words
        left = [(words, each) for each in rest for words in each.words if words not in by_words]
        unsure = {words: there for words, each in left if (there := self._may_be(each))}
        unsure |= {words: owners for words in self.plain if len(owners := self._owners(fold(words))) > 1}
        by_refs = self._led({words: letter for words, (letter, _) in by_words.items()}, unsure)
        numbered = tuple(words for each, _ in told for words in each.words)
        as_titles = rest if may_be else [each for each in rest if certain and self._is_free(each)]
        titled = tuple(words for each in as_titles for words in each.words) if not is_numbered else ()
        alone = {*self.plain, *self.several, *(words for words, _ in left)}.difference(by_words, unsure, titled)
        own = tuple(words for words in self.cells if words in alone)
        several = self.several - by_words.keys() - self.otherwise.keys()
        by_words |= {words: (letter, words) for words, letter in by_refs.letters.items()}
        letters = frozenset((*self.titles, *(letter for letter, _ in by_words.values())))
        by_words |= {words: (letter, "") for words, letter in self.otherwise.items()}  # which is its title is asked
        return Meant(by_words, letters, numbered, titled, unsure, own, several, self.otherwise, by_refs)

    def _led(self, called: Mapping[str, str], unsure: Collection[str]) -> Led:
        """What the refs of rows say of the titles that nothing else gives a letter."""
        known = {**self.sure, **called}
        several = {words for words in self.several if not are_all(words) and not counted(words)} - known.keys()
        titles = {*known, *several, *self.plain}.difference(unsure)
        refs = {words: cell.refs for words, cell in self.cells.items() if words in titles}
        taken = {letter for letter, of in self.titles.items() if of}.union(known.values())
        kinds = {letter.isdigit() for letter in self.plan}

        def may_be(letter: str) -> bool:
            return letter not in taken and (not kinds or letter.isdigit() in kinds)

        return led(Titles(refs, known, several, may_be))

    def _called(self, words: str) -> str:
        """The section of words as a whole: of the sheet that is named so, or of the title; "" where they are two."""
        if words in self.sure:
            return ""
        of_sheet = self.sheets.get(fold(words), set()) & self.titles.keys()
        found = {*of_sheet, self._titled(fold(words))} - {""}
        return found.pop() if len(found) == 1 else ""

    def _titled(self, title: str) -> str:
        """The section of a title: the one that the file says, else the one that stands in the plan; "" where none or
        several have it."""
        if own := self._owners(title):
            return own[0] if len(own) == 1 else ""
        there = [each for each, called in self.plan.items() if called == title and not self.titles.get(each)]
        return there[0] if len(there) == 1 else ""

    def _owners(self, title: str) -> tuple[str, ...]:
        """The sections that the file calls so."""
        return tuple(letter for letter, titles in self.titles.items() if title in titles)

    def _certain(self, each: _Numbered) -> str:
        """The section that words with a number are for certain; "" for none."""
        if len(each.titles) > 1:
            return ""
        if whole := {letter for words in each.words if (letter := self._called(words))}:
            return whole.pop() if len(whole) == 1 else ""
        if each.title and (own := self._owners(each.title)):
            return own[0] if len(own) == 1 and own[0] in each.letters else ""
        return next((letter for letter in each.letters if self._is(letter, each)), "")

    def _is(self, letter: str, each: _Numbered) -> bool:
        """Whether words are of the section of this letter: by its title in the plan, by the refs or the sheets of all
        their rows, or as their own letters stand for the word before it elsewhere."""
        is_by_refs = letter == each.number and each.refs[letter] > 0 and (self.by_refs or len(each.refs) == 1)
        if letter not in self.titles:
            return is_by_refs or bool(each.title and self.plan.get(letter) == each.title)
        if each.title and self.titles[letter]:
            return False  # the same title was looked for before
        is_short = any(before in _SHORT.get(kind, ()) for kind in self.kinds.get(letter, ()) for before in each.before)
        is_same = letter in each.codes or letter in self.sure.values()
        return is_by_refs or is_short or is_same or self._is_alone_there(letter, each)

    def _is_alone_there(self, letter: str, each: _Numbered) -> bool:
        """Whether something else puts all rows of these words, and those of no other, into a section."""
        others = (cell.around for words, cell in self.cells.items() if words not in each.words)
        return each.around == {letter} and not any(letter in around for around in others)

    def _may_be_numbers(self, rest: Sequence[_Numbered]) -> bool:
        """Whether the numbers before titles may be those of sections though nothing else says it: no two are of one
        title, and no section of the file has the number or the title otherwise. They are likely so where each cell of
        the columns begins with one, or one of them is said by its number alone elsewhere."""
        titles = [title for each in self.numbered for title in each.titles]
        is_one_each = all(len(each.titles) <= 1 for each in self.numbered) and len(titles) == len(set(titles))
        is_so = self.by_refs or not any(each.refs.keys() - {each.number} for each in rest)
        return is_one_each and is_so and all(map(self._is_free, rest))

    def _is_free(self, each: _Numbered) -> bool:
        """Whether no section of the file has the number or the title of these words, and they have one title."""
        return len(each.titles) <= 1 and not self._may_be(each) and not any(map(self._called, each.words))

    def _are_coded(self, certain: Iterable[str]) -> bool:
        """Whether the letters before the numbers are a part of what the sections are called by: all have them."""
        bare = any(each.isdigit() for each in (*certain, *self.sure.values()))
        return not bare and all(len(each.codes) == 1 and len(each.before) == 1 for each in self.numbered)

    def _may_be(self, each: _Numbered) -> tuple[str, ...]:
        """The sections of the file that have the number or the title of these words."""
        titled = (letter for title in each.titles for letter in self._owners(title))
        return tuple(dict.fromkeys((*(letter for letter in each.letters if letter in self.titles), *titled)))


def _together(found: Sequence[tuple[str, re.Match[str]]], cells: Mapping[str, Cell]) -> Iterator[_Numbered]:
    """Words of one number; where the numbers have several kinds of letters before them, of one code."""
    several = len({of["code"] for _, of in found if of["code"]}) > 1
    groups: dict[tuple[str, str], _Numbered] = {}
    for words, of in found:
        code, number = of["code"] or "", of["number"].lstrip("0") or "0"
        each = groups.setdefault((code if several else "", number), _Numbered(number))
        each.words[words] = (of["title"] or "").strip()
        each.before.add(code)
        if code:
            each.codes.add(f"{code}{of['number']}")
        if title := fold(each.words[words]):
            each.titles[title] = None
        refs = (_OF_REF.match(ref) for ref in cells[words].refs)
        each.refs.update(ref["number"].lstrip("0") or "0" for ref in refs if ref and (ref["code"] or code) == code)
        each.around |= cells[words].around
    return iter(groups.values())
