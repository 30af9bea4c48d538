"""What is asked of the words of a cell of those who answer: whether they are as many posts as were read of them."""

from collections.abc import Sequence

from bringing.reading.around import at_colon, bare, is_label_alone
from bringing.reading.asking import Asks
from bringing.reading.beside import beside
from bringing.reading.building import Building, of_ref
from bringing.reading.dashes import at_dashes, between_dashes, two_in
from bringing.reading.draft import Source
from bringing.reading.parting import Parted
from bringing.reading.titles import ROLE, is_nobody_yet, organisation_in, without_interim
from bringing.reading.words import fold, seen
from govuk.words import listed


def ask_of_cell(cell: Parted, paths: Sequence[str], ref: str, building: Building) -> None:
    """Whether the words of a cell are as many posts as were read of them."""
    whole, sources = bare(cell.words), cell.sources
    read, found = "; ".join(bare(source.words) for source in sources), _several(whole, sources, building)
    if cell.count or cell.how:
        told, others = _in_lines(cell), (*cell.others, *found)
    elif cell.odd:
        told, others = _as_odd(cell), (*cell.others, *found)
    elif len(sources) > 1:
        told, others = _as_many(sources, found), (whole, *cell.others, *found)
    elif found:
        told, others = _as_one(whole, found, building), found
    elif before := at_colon(whole)[0] if fold(whole) not in map(fold, building.known.posts) else "":
        told, others = _with_colon(before, whole)
    else:
        return
    says = f"{of_ref(ref)}“{seen(cell.words)}” {told}"
    other = (each for each in others if each and each != read)
    building.asking.ask(Asks.PARTED, paths, sources, says, read=read, others=other)


def _in_lines(cell: Parted) -> str:
    """What is said of lines of which nothing says for certain what they are, and of labels."""
    many = "one post" if len(cell.sources) == 1 else f"{len(cell.sources)} posts"
    if cell.count:
        return f"stands in {cell.count} lines and was read as {many}: confirm it, or choose what else it is"
    how = listed([f"“{each}”" for each in cell.how])
    or_else = _or_else(cell) if cell.others else "enter who does"
    confirm = "confirm that it answers" if many == "one post" else "confirm that all of them answer"
    return f"was read as {many}, and it says {how}: {confirm}, or {or_else}"


def _or_else(cell: Parted) -> str:
    if cell.others[0].count(";") >= len(cell.sources):
        return "choose the label as a post too"
    return f"choose {'those' if ';' in cell.others[0] else 'the one'} without"


def _as_odd(cell: Parted) -> str:
    """What is said of a post that is called as none is."""
    many = "one post" if len(cell.sources) == 1 else f"{len(cell.sources)} posts"
    or_else = "choose what else it is" if cell.others else "enter who answers"
    return f"was read as {many}, and {cell.odd}: confirm it, or {or_else}"


def _as_many(sources: Sequence[Source], found: Sequence[str]) -> str:
    choices = [f"choose all {each.count(';') + 1}" for each in found if each.count(";") >= len(sources)]
    dashed = ["part it at the dash"] if len(found) > len(choices) else []
    *others, last = ("keep it as one", *dashed, *choices)
    return f"was read as {len(sources)} posts: {', '.join(('confirm it', *others))}, or {last}"


def _as_one(whole: str, found: Sequence[str], building: Building) -> str:
    is_its_own = two_in(whole) or organisation_in(without_interim(whole), building.known.organisations)[1]
    is_dashed = not is_its_own and found[0] == "; ".join(at_dashes(whole))
    among = found[0].count(";") + 1
    both = "part it at the dash" if is_dashed else "choose both" if among == 2 else f"choose all {among}"
    *others, last = (both, *(f"choose all {each.count(';') + 1}" for each in found[1:]))
    confirm = ", ".join(("confirm it", *others))
    return f"was read as one post{' of that organisation' if is_its_own else ''}: {confirm}, or {last}"


def _with_colon(before: str, whole: str) -> tuple[str, tuple[str, ...]]:
    """What is said of words before a colon that are no label, and who else the post may be."""
    behind = at_colon(whole)[1]
    is_open = "(" in before or ":" in behind or is_nobody_yet(behind)
    both = f"{before}; {behind}" if ROLE.search(before) else ""
    or_else = "enter who answers" if is_open else "choose both" if both else "choose the one without"
    told = before.rpartition("(")[2]
    others = () if is_open else (both or behind,)
    return f"was read as one post with “{told}” in its name: confirm it, or {or_else}", others


def _several(whole: str, sources: Sequence[Source], building: Building) -> tuple[str, ...]:
    """Who else these words may be, as it would be typed; nothing where they are what was read of them."""
    apart = [_apart(source, building) for source in sources]
    if len(sources) == 1:
        further = [name for each in apart[0] for name in at_dashes(each) or (each,)]
        return tuple(dict.fromkeys("; ".join(each) for each in (apart[0], further) if len(each) > 1))
    names = [found or (bare(source.words),) for source, found in zip(sources, apart, strict=True)]
    each_one = "; ".join(name for each in names for name in each)
    return tuple(each for each in (_at_the_dash(whole, sources), each_one if any(apart) else "") if each)


def _at_the_dash(whole: str, sources: Sequence[Source]) -> str:
    """A title and all that stands behind its dash, where these may be two: “Director – SEND and Inclusion Manager”;
    what is behind alone where the other may be a label; "" for neither."""
    title, *remit = at_dashes(bare(sources[0].words)) or ("",)
    first, *behind = between_dashes(whole)
    if not (len(remit) == len(behind) == 1 and len(sources) == 2 and first == title):
        return ""
    return behind[0] if is_label_alone(title) else f"{title}; {behind[0]}"


def _apart(source: Source, building: Building) -> tuple[str, ...]:
    """Who answers if one post is several."""
    words = bare(source.words)
    return two_in(words) or beside_in(source, building) or at_dashes(words)


def beside_in(source: Source, building: Building) -> tuple[str, ...]:
    """Who answers with a post, or has it. A post that the notice has with its organisation is one."""
    known = building.known
    words = bare(source.words)
    is_known = words.casefold() in (each.casefold() for each in known.posts)
    return () if is_known else beside(words, known.organisations, known.beside)
