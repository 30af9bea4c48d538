"""A month and a day as patterns, in letters of any case, and where a heading has one."""

import re
from typing import Final

MONTH_NAME: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
MONTH: Final = rf"{MONTH_NAME}\.?,?\s+\d{{4}}"
"""A month with its year."""
_LEAD: Final = r"(?:(?:by|end(?:\s+of)?|the)\s+){0,4}"
DATED: Final = rf"{_LEAD}(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{MONTH}"
"""A month or a day, with the words that stand before it."""
WRITTEN_DAY: Final = (
    rf"{_LEAD}(?<![\w/.-])(?:\d{{1,2}}/\d{{1,2}}/(?:20)?\d\d|\d\d\.\d\d\.(?:20)?\d\d|\d{{1,2}}-\d{{1,2}}-20\d\d|"
    rf"20\d\d-\d\d-\d\d|\d{{1,2}}-{MONTH_NAME}-(?:20)?\d\d)(?![\w/.-])"
)
"""A whole day in numbers, or as spreadsheets show it: 31/03/2024, 31.03.24, 2024-03-31, 31-Mar-24. 1.2.24 can be a ref,
and “Milestone 1 Mar 24” a month."""
DATE_LAST: Final = re.compile(
    rf"(?P<label>.*?)\s*(?:[-–—:,(]\s*)?(?P<at>(?:as (?:at|of|on)|at|for|in|on)\s+)?(?P<date>{DATED}|{WRITTEN_DAY})\)?",
    re.IGNORECASE | re.DOTALL,
)
DATE_FIRST: Final = re.compile(
    rf"(?P<date>{DATED}|{WRITTEN_DAY})\s*(?:[-–—:,]\s*)?(?P<label>(?:final |interim )?(?:target|milestone|baseline)s?)",
    re.IGNORECASE,
)
