"""Automatic numbers of Word, which stand in no text, are read as Word prints them."""

from sheets.reading import Document, Heading, Paragraph
from sheets.reading.numbering import LONGEST_CHAIN, LONGEST_LABEL, counted
from tests.sheets.making import HEAD, written_in
from tests.sheets.test_word import line, read


def of_lists(inner: str, body: str) -> list[str]:
    numbering = HEAD.format(name="numbering", inner=inner)
    found: Document = read(written_in(body, {"word/numbering.xml": numbering}, {"numbering.xml": "numbering"}))
    return [each.text for each in found.blocks if isinstance(each, Paragraph)]


def level(depth: int, text: str, more: str = "") -> str:
    ways = f'<w:start w:val="1"/><w:numFmt w:val="decimal"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{ways}</w:lvl>'


def item(text: str, of: int = 1, depth: int = 0) -> str:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{of}"/></w:numPr></w:pPr>'
    return line(numbered, text)


def test_a_list_that_starts_anew_does_so_once() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "A%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("one") + item("five", of=2) + item("six", of=2) + item("seven")
    assert of_lists(lists, body) == ["A1 one", "A5 five", "A6 six", "A7 seven"]


def test_a_level_can_be_another_for_one_list_and_can_go_on_below_the_next() -> None:
    goes_on = '<w:lvlRestart w:val="0"/>'
    lists = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "A%1")}{level(1, "%2.", goes_on)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "B%1")}</w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", depth=1) + item("c") + item("d", depth=1) + item("other", of=2)
    assert of_lists(lists, body) == ["A1 a", "1. b", "A2 c", "2. d", "B3 other"]


def test_letters_of_a_list_go_on_behind_z_as_word_counts_them() -> None:
    assert [counted(number, "lowerLetter") for number in (26, 27, 53)] == ["z", "aa", "aaa"]


def test_a_list_that_takes_its_levels_from_a_style_of_lists_is_numbered_as_that_says() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="Plan"/>{level(0, "P%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    assert of_lists(lists, item("one") + item("two")) == ["P1 one", "P2 two"]


def test_of_a_label_that_would_be_printed_before_every_item_the_beginning_is_read() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="7">{level(0, "x" * (LONGEST_LABEL + 50))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    assert of_lists(lists, item("one")) == [f"{'x' * LONGEST_LABEL} one"]


def test_styles_build_on_each_other_only_as_far_as_word_follows_them() -> None:
    """A chain of thousands would be gone over once for each of its styles."""
    based = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at - 1}"/></w:style>'
        for at in range(1, LONGEST_CHAIN + 1)
    )
    styles = f'<w:style w:styleId="s0"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>{based}'
    body = "".join(line(f'<w:pPr><w:pStyle w:val="s{at}"/></w:pPr>', "A") for at in (LONGEST_CHAIN - 1, LONGEST_CHAIN))
    parts = {"word/styles.xml": HEAD.format(name="styles", inner=styles)}
    found = read(written_in(body, parts, {"styles.xml": "styles"}))
    assert [type(each) for each in found.blocks] == [Heading, Paragraph]
