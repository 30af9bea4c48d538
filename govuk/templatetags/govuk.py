"""The design system in templates: filters that write values, and one tag for each component.

The markup of a component lives in `templates/components/`, one file each. Settings make this library a builtin.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.defaultfilters import linebreaksbr
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

from govuk import address, bars, looks, stacking, words
from govuk.forms import FilterForm, error_links
from govuk.parts import Difference, Link, Row, Task

register = template.Library()
Context = dict[str, Any]


# --- filters: how values are written -------------------------------------------------------------


@register.filter
def day(value: date | None) -> str:
    """27 March 2027; "" for None."""
    return words.day(value) if value else ""


@register.filter
def month(value: date | None) -> str:
    """March 2027; "" for None."""
    return words.month(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """27 March 2027 at 9:05am, London time; "" for None."""
    return words.moment(value) if value else ""


@register.filter
def decimal_plain(value: Decimal | int | None) -> str:
    """1,234.5; "" for None."""
    return words.decimal_plain(value) if value is not None else ""


@register.filter
def plural(count: int, forms: str) -> str:
    """`{{ 3|plural:"action" }}` is "3 actions"; `{{ n|plural:"entry,entries" }}` for the irregular."""
    return words.plural(count, forms)


@register.filter
def paragraphs(text: str | None) -> SafeString:
    """Text from people as escaped paragraphs; a blank line parts them, a line end stays a line end."""
    blocks = (text or "").replace("\r\n", "\n").replace("\r", "\n").split("\n\n")
    written = (linebreaksbr(block.strip("\n"), autoescape=True) for block in blocks if block.strip())
    return format_html_join("\n", '<p class="govuk-body app-said">{}</p>', ((each,) for each in written))


# --- states --------------------------------------------------------------------------------------


@register.inclusion_tag("components/tag.html")
def tag(text: str, look: str = "plain") -> Context:
    """A state: `{% tag "On track" "green" %}`. Looks: blue green amber red hollow claimed none plain."""
    return {"text": text, "look": looks.look(look)}


@register.inclusion_tag("components/tag.html")
def rating(value: str) -> Context:
    """A delivery rating by its stored value: blue green amber red not_started; "" is *No rating yet*."""
    word, look = looks.rating(value)
    return {"text": word, "look": look}


@register.inclusion_tag("components/shape.html")
def shape(look: str) -> Context:
    """The shape of a look alone, for words that stand beside it."""
    return {"look": looks.look(look)}


@register.inclusion_tag("components/illustrative.html")
def illustrative(text: str = "Illustrative") -> Context:
    """Marks what was invented for the demonstration."""
    return {"text": text}


@register.inclusion_tag("components/legend.html")
def legend(entries: Iterable[tuple[str, str, str]] | None = None, title: str = "What the ratings mean") -> Context:
    """What the ratings mean, one click away: (look, word, meaning) each; without entries the default BRAG words."""
    return {"entries": [(looks.look(name), word, text) for name, word, text in entries or BRAG_MEANING], "title": title}


BRAG_MEANING = (
    ("blue", "Blue", "complete, and the evidence was accepted by a second person"),
    ("green", "Green", "on track for its date and its next milestone"),
    ("amber", "Amber", "slipping, with recovery steps and an expected date that were accepted"),
    ("red", "Red", "overdue, or off track without accepted recovery steps"),
    ("hollow", "Not started", "not yet due to start"),
)


@register.inclusion_tag("components/bar.html")
def bar(counts: Iterable[tuple[str, str, int]], label: str, words_shown: bool = True) -> Context:
    """A stacked bar of (look, word, count), its key beneath. `label` says what is counted: "Section A"."""
    placed = bars.segments(counts)
    total = sum(segment.count for segment in placed)
    spoken = ", ".join(f"{segment.count} {segment.word}" for segment in placed) or "none"
    return {"segments": placed, "label": label, "total": total, "spoken": spoken, "words_shown": words_shown}


@register.inclusion_tag("components/bar.html")
def rating_bar(counts: Mapping[str, int], label: str, words_shown: bool = True) -> Context:
    """A stacked bar of ratings from {stored rating: count}, in the order blue, green, amber, red, not started."""
    unknown = set(counts) - set(looks.RATINGS)
    if unknown:
        raise ValueError(f"Not ratings: {', '.join(sorted(map(str, unknown)))}")
    return bar(((name, word, counts.get(key, 0)) for key, (word, name) in looks.RATINGS.items()), label, words_shown)


# --- forms ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm | None, more: Iterable[forms.BaseForm] = ()) -> Context:
    """The errors of one or several forms, at the top of the page. Base shows those of `form` and `forms` by itself.

    A form whose errors were shown does not show them again when it is drawn.
    """
    links: list[tuple[str, str]] = []
    for each in (form, *(more or ())):
        if each and each.errors and not getattr(each, "summary_shown", False):
            links.extend(error_links(each))
            each.summary_shown = True  # type: ignore[attr-defined]
    return {"links": links}


@register.inclusion_tag("components/post_form.html", takes_context=True)
def post_form(
    context: template.Context,
    form: forms.BaseForm,
    button: str,
    action: str = "",
    cancel: str = "",
    warning: bool = False,
) -> Context:
    """A whole form sent by POST: fields, token, a button that a double click sends once, a way back."""
    return {
        "form": form,
        "button": button,
        "action": action,
        "cancel": cancel,
        "warning": warning,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/button.html")
def button(text: str, kind: str = "", name: str = "", value: str = "") -> Context:
    """A submit button that a double click sends once. Kinds: "", secondary, warning."""
    return {"text": text, "kind": kind, "name": name, "value": value}


@register.inclusion_tag("components/button_link.html")
def button_link(text: str, href: str, kind: str = "") -> Context:
    """A link that looks like a button: leads to a page, changes nothing by itself."""
    return {"text": text, "href": href, "kind": kind}


@register.inclusion_tag("components/conflict.html")
def conflict(
    differences: Iterable[Difference],
    theirs: str = "Stored now",
    yours: str = "What you typed",
    name: str = "difference",
) -> Context:
    """Both texts side by side when somebody else wrote since the form was opened; `name` begins the ids."""
    return {"differences": list(differences), "theirs": theirs, "yours": yours, "name": name}


# --- lists ---------------------------------------------------------------------------------------


@register.inclusion_tag("components/filter_panel.html", takes_context=True)
def filter_panel(
    context: template.Context, form: FilterForm, title: str = "Filter", button: str = "Apply filters"
) -> Context:
    """Filters in a panel, sent by GET; those in use can be taken away one by one."""
    request = context["request"]
    return {
        "form": form,
        "title": title,
        "button": button,
        "chosen": list(form.chosen(request)),
        "clear_href": request.path,
        "sort": request.GET.get("sort", ""),
    }


@register.inclusion_tag("components/sortable.html", takes_context=True)
def sortable(context: template.Context, text: str, key: str, numeric: bool = False) -> Context:
    """A column's header whose link sorts by `?sort=key`, a second time by `?sort=-key`."""
    request = context["request"]
    asked = request.GET.get("sort", "")
    state = {"": "none", key: "ascending", f"-{key}": "descending"}.get(asked, "none")
    href = address.with_query(request, sort=f"-{key}" if asked == key else key, page=None)
    return {"text": text, "state": state, "href": href, "numeric": numeric}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], anchor: str = "", name: str = "page") -> Context:
    """The pages of a list, filters kept; nothing for a single page. `anchor` is the id of where the list stands, for a
    page on which it is not the first thing; `name` is its parameter's where it is not the only list in pages."""
    request = context["request"]

    def href(number: int) -> str:
        return address.with_query(request, **{name: str(number)}) + (f"#{anchor}" if anchor else "")

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [(number, href(number) if isinstance(number, int) else "") for number in numbers]
    return {
        "page": page,
        "items": items,
        "previous": href(page.number - 1) if page.has_previous() else "",
        "next": href(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/list_line.html", takes_context=True)
def list_line(context: template.Context, rows: Page[Any] | int, noun: str, downloads: bool = False) -> Context:
    """How many there are ("28 actions", "1 to 50 of 120 actions"), with links to just these as Excel and CSV."""
    request = context["request"]
    paged = isinstance(rows, Page)
    return {
        "count": words.plural(rows.paginator.count if isinstance(rows, Page) else rows, noun),
        "first": rows.start_index() if isinstance(rows, Page) else 0,
        "last": rows.end_index() if isinstance(rows, Page) else 0,
        "part": paged and rows.has_other_pages(),  # type: ignore[union-attr]
        "xlsx": address.with_query(request, format="xlsx", page=None) if downloads else "",
        "csv": address.with_query(request, format="csv", page=None) if downloads else "",
    }


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(context: template.Context, noun: str = "this list") -> Context:
    """Links to what is shown as Excel and CSV: the same address with `format=xlsx` or `format=csv`."""
    request = context["request"]
    return {
        "noun": noun,
        "xlsx": address.with_query(request, format="xlsx", page=None),
        "csv": address.with_query(request, format="csv", page=None),
    }


@register.inclusion_tag("components/empty_state.html")
def empty_state(title: str, text: str = "", href: str = "", link: str = "") -> Context:
    """What an empty list says: that it is empty, and what to do about it."""
    return {"title": title, "text": text, "href": href, "link": link}


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    size: str = "m",
    anchor: str = "",
    small: bool = False,
    hidden: bool = False,
    stack: bool | None = None,
) -> str:
    """A table around its thead and tbody: a caption, and a region that scrolls where the page is narrow.

    `size` of the caption s, m, l; `small` for dense rows; `hidden` keeps the caption for screen readers only. On a
    narrow screen a table of three columns or more stacks its rows; `stack` says otherwise.
    """
    stacks = len(stacking.columns(content)) >= stacking.WIDE if stack is None else stack
    context = {
        "content": stacking.stacked(content) if stacks else content,
        "caption": caption,
        "size": size,
        "id": anchor or f"table-{slugify(caption)}",
        "small": small,
        "hidden": hidden,
        "stack": stacks,
        "sorted": "app-sort" in content,
    }
    return render_to_string("components/table.html", context)


@register.inclusion_tag("components/plain_table.html")
def plain_table(
    caption: str,
    heads: Iterable[str],
    rows: Iterable[Iterable[Any]],
    size: str = "s",
    numeric_from: int = 99,
    anchor: str = "",
) -> Context:
    """A table of plain values: a row's first cell is its header, columns from `numeric_from` (0-based) are figures."""
    return {
        "caption": caption,
        "id": anchor or f"table-{slugify(caption)}",
        "size": size,
        "heads": [(text, index >= numeric_from) for index, text in enumerate(heads)],
        "rows": [[(cell, index >= numeric_from) for index, cell in enumerate(row)] for row in rows],
    }


# --- page parts ----------------------------------------------------------------------------------


@register.inclusion_tag("components/back_link.html")
def back_link(href: str, text: str = "Back") -> Context:
    """The way back, for pages of one task. Stands in `{% block before_content %}`."""
    return {"href": href, "text": text}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*texts_and_hrefs: str) -> Context:
    """`{% breadcrumbs "Plan" plan_url "A1" "" %}`: text and address by turns, "" for the page itself."""
    pairs = zip(texts_and_hrefs[::2], texts_and_hrefs[1::2], strict=True)
    return {"links": [Link(text, href) for text, href in pairs]}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Row], title: str = "", borders: bool = True) -> Context:
    """Keys and values of one thing; with a title it becomes a card."""
    kept = list(rows)
    return {"rows": kept, "title": title, "borders": borders, "changes": any(row.change_href for row in kept)}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Iterable[Task], name: str = "task") -> Context:
    """What is still to do, with a state each. `name` keeps ids apart where a page has two."""
    return {"tasks": [(task, looks.look(task.look) if task.look else None) for task in tasks], "name": name}


@register.inclusion_tag("components/warning.html")
def warning(text: str) -> Context:
    """One sentence that must not be missed."""
    return {"text": text}


@register.simple_block_tag
def inset(content: str) -> str:
    """Text that stands apart: `{% inset %}…{% endinset %}`."""
    return render_to_string("components/inset.html", {"content": content})


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> str:
    """What is one click away; `is_open` where somebody clicked already, as on a further page of what stands in it."""
    given = {"content": content, "summary": summary, "is_open": is_open}
    return render_to_string("components/details.html", given)


@register.simple_block_tag
def stat_sentence(content: str) -> str:
    """The one sentence that says where we stand; its numbers are links."""
    return render_to_string("components/stat_sentence.html", {"content": content})


@register.simple_block_tag
def timeline(content: str) -> str:
    """What happened, newest first: `{% timeline %}{% timeline_item … %}…{% endtimeline_item %}{% endtimeline %}`."""
    return render_to_string("components/timeline.html", {"content": content})


@register.simple_block_tag
def timeline_item(content: str, title: str, at: date, by: str = "", level: int = 3) -> str:
    """One event: what, when (a date or a moment), by whom; the block is its description."""
    written = words.moment(at) if isinstance(at, datetime) else words.day(at)
    return render_to_string(
        "components/timeline_item.html",
        {"content": content, "title": title, "at": at.isoformat(), "written": written, "by": by, "level": level},
    )


@register.simple_block_tag
def chart(content: str, svg: SafeString, caption: str, alt: str, anchor: str = "") -> str:
    """A chart with a sentence that says what it shows (`alt`); the block is its table of data.

    `svg` must come from our own drawing code as a SafeString: anything else is escaped.
    """
    name = anchor or f"chart-{slugify(caption)}"
    return render_to_string(
        "components/chart.html", {"content": content, "svg": svg, "caption": caption, "alt": alt, "id": name}
    )
