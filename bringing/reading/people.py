"""How the names of people are written, and what people are called together."""

import re
from typing import Final

_CAPITAL: Final = r"[^\W\d_a-zß-ÿ]"
_INITIALS: Final = rf"(?:{_CAPITAL}(?:\.\s*|\s+))"
_WORD: Final = rf"{_CAPITAL}[\w'’-]+"
_SURNAME: Final = rf"(?:(?:van|von|de|der|den|di|da|du|la|le|el|al|bin)\s+)*{_WORD}(?:\s+{_WORD}){{0,2}}"
_CALLED: Final = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev)\.?\s+"
_SURE_NAME: Final = rf"(?:{_CALLED}{_INITIALS}*|{_INITIALS}+){_SURNAME}"
PERSON: Final = re.compile(_SURE_NAME)
"""A name that can be nothing else, alone."""
CALLED_SO: Final = re.compile(rf"(?:{_CALLED}{_INITIALS}*|(?:{_CAPITAL}\.\s*)+){_SURNAME}")
"""A name that can be no part of a title: “T Levels” has a letter without a full stop before it."""
_NAME: Final = rf"(?:{_SURE_NAME}|{_WORD}\s+{_INITIALS}*{_SURNAME}|{_WORD},\s*(?:{_CAPITAL}\b\.?\s*)+)"
LIKE_A_NAME: Final = re.compile(_NAME)
"""What may be one, also two words with capitals."""
NAMED: Final = (
    re.compile(rf"(?P<name>{_NAME})\s*(?:\((?P<one>[^()]+)\)|,\s*(?P<two>[^()]+))"),
    re.compile(rf"(?P<one>[^()]+?)\s*(?:\((?P<name>{_SURE_NAME})\))"),
    re.compile(rf"(?P<one>[^()]+?),\s*(?P<name>{_SURE_NAME})"),
)
"""A person’s name before or behind a post. Behind it, only what can be nothing else: “(Early Help)” is a part of it."""
TOGETHER_CALLED: Final = re.compile(
    r"(?:an?\s+)?(?:(?!(?:lead|for|of|to|in)\b)[\w'’/-]+\s+){0,4}?(?:(?:head)?teachers?|(?:case)?workers?|heads|sencos?|"
    r"psychologists?|therapists?|nurses?|doctors?|gps?|clinicians?|practitioners?|paediatricians?|consultants?|"
    r"advis[eo]rs?|officers?|managers?|directors?|leads|chairs?|co-?ordinators?|commissioners?|principals|leaders?|"
    r"members?|representatives?|solicitors?|professionals?|specialists?|governors?|visitors|colleagues|partners|agencies|"
    r"families|young\s+people|stakeholders|providers|(?:heads?|directors?)\s+(?:of|for)\s.+)",
    re.IGNORECASE,
)
"""Several of them, or one in small letters, as no post is called: “headteachers”, “the chief nurse”."""
