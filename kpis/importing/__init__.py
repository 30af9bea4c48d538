"""Figures of a sheet, read before anything is entered."""

from kpis.importing.cells import MOST_FIGURES, Found, Known, Standing, figures, how_many, on_one_page
from kpis.importing.columns import (
    Role,
    heading_row,
    headings,
    naming,
    not_taken,
    propose,
    remember,
    shape,
    what_is_wrong,
)
from kpis.importing.sheets import FIGURES, LONGEST, WRONG_KIND, read_figures
from kpis.written import NotAPeriod, read_period

__all__ = [
    "FIGURES",
    "LONGEST",
    "MOST_FIGURES",
    "WRONG_KIND",
    "Found",
    "Known",
    "NotAPeriod",
    "Role",
    "Standing",
    "figures",
    "heading_row",
    "headings",
    "how_many",
    "naming",
    "not_taken",
    "on_one_page",
    "propose",
    "read_figures",
    "read_period",
    "remember",
    "shape",
    "what_is_wrong",
]
