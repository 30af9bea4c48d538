"""The demo's plan in its own wording as a council's Word document and workbook, to bring in and try."""

from pathlib import Path

FOLDER = Path(__file__).parent
WORD = FOLDER / "send-improvement-plan.docx"
EXCEL = FOLDER / "send-improvement-plan.xlsx"
