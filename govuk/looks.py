"""How a state looks: a colour, always with a shape, so that colour is never the only sign."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """A colour of the tags and bars, and the SVG path of its shape on a 16 × 16 field."""

    name: str
    fill: str
    path: str
    hollow: bool = False


_CIRCLE = "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z"
LOOKS: dict[str, Look] = {
    look.name: look
    for look in (
        Look("blue", "#1d70b8", "M1.5 1.5h13v13h-13zM4 8.2l2.9 3L12.2 5l-1.3-1.1-4.1 4.9-1.5-1.7z"),
        Look("green", "#0f7a52", _CIRCLE),
        Look("amber", "#d9730d", "M8 1.2l7.2 13.3H.8z"),
        Look("red", "#ca3535", "M8 .6l7.4 7.4L8 15.4.6 8z"),
        Look("hollow", "#dde3e5", _CIRCLE, hollow=True),
        Look("claimed", "#8eb8dc", "M2.2 2.2h11.6v11.6H2.2z", hollow=True),
        Look("none", "#b1b4b6", "M2 6.4h12v3.2H2z"),
        Look("plain", "#cecece", ""),
    )
}

# A delivery rating by its stored value: its word and its look, in the order in which a bar shows them.
RATINGS: dict[str, tuple[str, str]] = {
    "blue": ("Blue", "blue"),
    "green": ("Green", "green"),
    "amber": ("Amber", "amber"),
    "red": ("Red", "red"),
    "not_started": ("Not started", "hollow"),
}


def look(name: str) -> Look:
    """The look of that name. Raises ValueError for an unknown one: a state must never pass for another."""
    try:
        return LOOKS[name]
    except KeyError:
        raise ValueError(f"No look is called {name!r}: choose one of {', '.join(LOOKS)}") from None


def rating(value: str) -> tuple[str, Look]:
    """Word and look of a rating's stored value ("not_started", "Not started"); "" is *No rating yet*."""
    if not value:
        return "No rating yet", LOOKS["plain"]
    key = str(value).lower().replace(" ", "_").replace("-", "_")
    if key not in RATINGS:
        raise ValueError(f"{value!r} is not a rating: {', '.join(RATINGS)}")
    word, name = RATINGS[key]
    return word, LOOKS[name]
