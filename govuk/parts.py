"""What a page hands to a component: small typed values, so that a template cannot misspell them unseen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A link in the navigation, the breadcrumbs or the account line."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Banner:
    """The line under the navigation that marks what is illustrative, or not for real use."""

    tag: str
    text: str


@dataclass(frozen=True)
class Row:
    """A row of a summary list. `href` leads from the value, `change_href` changes it."""

    key: str
    value: str
    href: str = ""
    change_href: str = ""
    change_text: str = "Change"


@dataclass(frozen=True)
class Task:
    """A row of a task list; `look` names the status's look, "" for plain words."""

    title: str
    href: str = ""
    hint: str = ""
    status: str = ""
    look: str = ""


@dataclass(frozen=True)
class Difference:
    """One field in which two people differ: what is stored now, and what was typed."""

    label: str
    theirs: str
    yours: str
