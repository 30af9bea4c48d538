"""What somebody says last of a value counts, wherever it was said before: at a doubt, on its row’s page."""

from bringing import blanks
from bringing.checking import Checked
from bringing.precedence import OF_POSTS
from bringing.reading import Asks, Doubt
from bringing.settling import Answer, How, keys


def said_elsewhere(doubt: Doubt, answer: Answer, checked: Checked) -> dict[str, Answer]:
    """What is typed here of values that have answers elsewhere too: of their own, from their rows’ pages, or at another
    doubt. The latest word counts. Of posts it is known which doubt goes before (`bringing.precedence`)."""
    own = keys(checked.read)
    found = {
        own[path]: Answer(How.CORRECTED, {path: text})
        for path, text in answer.values.items()
        if own[path] in checked.answers
    }
    for other in checked.read.doubts:
        said = checked.answers.get(other.key)
        if said is None or other.key == doubt.key or OF_POSTS.keys() & {doubt.asks, other.asks}:
            continue
        if both := {path: answer.values[path] for path in said.values if path in answer.values}:
            found[other.key] = Answer(said.how, {**said.values, **both})
    return found


def taken_back(doubt: Doubt, answer: Answer, checked: Checked) -> tuple[str, ...]:
    """The keys of what was said before and holds no more. What was typed of a cell goes before leaving its row open."""
    if answer.how is How.CORRECTED or (answer.how is How.OPEN and doubt.asks is Asks.BLANK_TARGET):
        return ()
    elsewhere = _typed_at_others(doubt, checked) if answer.how is How.OPEN else ()
    return (*own_answers(doubt, checked), *elsewhere)


def _typed_at_others(doubt: Doubt, checked: Checked) -> tuple[str, ...]:
    """The keys of other doubts at which the one value that it is about was typed, and nothing else."""
    said = ((each.key, checked.answers.get(each.key)) for each in checked.read.doubts if each.key != doubt.key)
    return tuple(key for key, answer in said if answer and [*answer.values] == [*doubt.about])


def own_answers(doubt: Doubt, checked: Checked) -> tuple[str, ...]:
    """The keys of what was typed of its values on their row’s page, where one row is all that it is about: the last
    word counts there too. What was said of one row among many stays that row’s, and what was said of another cell than
    a blank one that cell’s."""
    own = keys(checked.read)
    is_blank = doubt.asks is Asks.BLANK_TARGET
    about = blanks.blank(doubt, checked.read_values) if is_blank else doubt.about
    rows = {"/".join(path.split("/")[:2]) for path in doubt.about}
    return tuple(own[path] for path in about if own.get(path) in checked.answers) if len(rows) == 1 else ()
