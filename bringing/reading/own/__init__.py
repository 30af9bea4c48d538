"""A workbook that we wrote, filled in or changed by somebody: known by its sheets and headings, and read exactly."""

from bringing.reading.own.plan import read
from bringing.reading.own.sheets import is_own

__all__ = ["is_own", "read"]
