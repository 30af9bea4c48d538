"""SVG pieces: escaped text, lines, and markers whose shapes alone tell them apart."""

import html
import re

INK, GREY, RULE, BLUE = "#0b0c0c", "#505a5f", "#b1b4b6", "#1d70b8"
DOTS, DASHES = "0.1 5", "7 4"
OTHERS = ("cross", "plus")
THIN = 1.2  # the lines of others, beside own ones of twice that
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
IDENT = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Safe between tags and in quotes; characters that XML forbids become visible."""
    return html.escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def px(value: float) -> str:
    """A coordinate with one decimal place at most."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def text(
    x: float, y: float, words: str, *, anchor: str = "start", size: float = 12, fill: str = INK, bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{px(x)}" y="{px(y)}" font-size="{px(size)}" text-anchor="{anchor}" fill="{fill}"{weight}>'
        f"{clean(words)}</text>"
    )


def line(
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    *,
    stroke: str = RULE,
    width: float = 1,
    dashes: str = "",
    cap: str = "butt",
) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{px(x0)}" y1="{px(y0)}" x2="{px(x1)}" y2="{px(y1)}" stroke="{stroke}" stroke-width="{px(width)}"'
        f' stroke-linecap="{cap}"{dashed}/>'
    )


def path(corners: list[tuple[float, float]], *, stroke: str, width: float, dashes: str = "", cap: str = "butt") -> str:
    points = " ".join(f"{px(x)},{px(y)}" for x, y in corners)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline points="{points}" fill="none" stroke="{stroke}" stroke-width="{px(width)}"'
        f' stroke-linecap="{cap}" stroke-linejoin="round"{dashed}/>'
    )


def marker(kind: str, x: float, y: float, reach: float = 4) -> str:
    """Disc, ring or hollow triangle (actual, provisional, projected); square (baseline); hollow or full diamond; cross
    or plus, which hold no area at all (others)."""
    if kind in OTHERS:
        return _strokes(kind, x, y, reach)
    if kind in ("actual", "provisional"):
        fill = BLUE if kind == "actual" else "#ffffff"
        return f'<circle cx="{px(x)}" cy="{px(y)}" r="{px(reach)}" fill="{fill}" stroke="{BLUE}" stroke-width="2"/>'
    if kind == "baseline":
        corners = [(x - reach, y - reach), (x + reach, y - reach), (x + reach, y + reach), (x - reach, y + reach)]
    elif kind == "projected":
        corners = [(x, y - reach - 1), (x + reach + 1, y + reach), (x - reach - 1, y + reach)]
    else:
        wide = reach + 2
        corners = [(x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)]
    fill = {"baseline": GREY, "target": INK}.get(kind, "#ffffff")
    stroke = BLUE if kind == "projected" else INK
    points = " ".join(f"{px(cx)},{px(cy)}" for cx, cy in corners)
    return f'<polygon points="{points}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"/>'


def _strokes(kind: str, x: float, y: float, reach: float) -> str:
    """Two strokes that cross: steep and flat they read as two signs also where a line runs through them."""
    pairs = ((1.0, 1.0), (1.0, -1.0)) if kind == "cross" else ((1.3, 0.0), (0.0, 1.3))
    return "".join(
        line(x - dx * reach, y - dy * reach, x + dx * reach, y + dy * reach, stroke=INK, width=1.5) for dx, dy in pairs
    )


def svg(width: int, height: int, ident: str, alternative: str, pieces: list[str]) -> str:
    """The whole picture with its text alternative. `ident` starts with a letter and is unique in its page."""
    if not IDENT.fullmatch(ident):
        raise ValueError(f"Not a usable id: {ident!r}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{ident}-title"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="{FONT}">'
        f'<title id="{ident}-title">{clean(alternative)}</title>{"".join(pieces)}</svg>'
    )
