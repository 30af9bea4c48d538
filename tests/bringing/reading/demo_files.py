"""The demo's plan in its own wording, as the Word document and the workbook that lie in the repository."""

from config.demo.files import EXCEL, WORD


def in_word() -> bytes:
    return WORD.read_bytes()


def in_excel() -> bytes:
    return EXCEL.read_bytes()
