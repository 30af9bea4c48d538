"""Words that say how somebody answers: labels, and what stands before somebody who answers with a post or helps it."""

from typing import Final

from bringing.reading.words import DASH

_HELP: Final = r"(?:support|help|assistance|input|advice|guidance|oversight)"
HELPED_BY: Final = (
    rf"with\s+(?:the\s+)?(?:\w+\s+)?{_HELP}\s+(?:of|from|by)|{_HELP}\s+from|oversight\s+by|"
    r"(?:assisted|overseen|helped|aided|advised|backed)\s+by"
)
TOGETHER: Final = (
    rf"{HELPED_BY}|(?:(?:(?:working\s+)?(?:in\s+(?:partnership|conjunction|collaboration|consultation)|together|jointly|"
    r"closely)|along|working)\s+)?with|alongside|supported\s+by|as\s+well\s+as|plus"
)
"""What stands before somebody who answers with a post, or is a part of its title: “Lead for work with NHS Devon”."""
ANSWERS: Final = (
    r"(?:(?:overall|action|named|main|senior|joint)\s+|co-?\s*)?"
    r"(?:(?:lead|accountable|responsible|named)\s+(?:officer|person|post|owner|lead)|lead|sro|owner|accountable|"
    r"responsible)(?:s|\(s\))?(?:\s*\((?:sro|ao|lo|ro)\))?"
)
"""What a cell of those who answer says anyway."""
LEADS: Final = (
    r"(?:(?:overall|action|named|main|joint)\s+|co-?\s*)?(?:lead|owner)(?:s|\(s\))?|"
    r"(?:named|lead)\s+officer(?:s|\(s\))?|"
    r"(?:named|responsible|accountable|lead)\s+(?:person|owner|lead)s?|led\s+by|accountable|responsible"
)
"""What says so and is nobody’s title. An accountable officer may be called so."""
HELPERS: Final = r"support(?:\s+(?:officer|lead)s?)?|sponsors?|contributors?|partners?|delegates?|deput(?:y|ies)"
OTHERWISE: Final = (
    rf"{HELPERS}|support(?:s|ing|ed\s+by)(?:\s+(?:officer|lead)s?)?|contributing|consulted|informed|{TOGETHER}"
)
"""What says that somebody answers otherwise."""
BOTH: Final = rf"(?:{ANSWERS}|{HELPERS})(?:(?:\s*[+&/]\s*|\s+and\s+)(?:{ANSWERS}|{HELPERS}))+"
"""Labels of one who does both: “Lead + Support”."""
OF_A_PART: Final = (
    r"(?:strategic|operational|project|programme|delivery|workstream|priority|theme|commissioning|clinical|"
    r"education|health|social\s+care|care|la|lea|local\s+authority)\s+(?:lead|owner|sponsor)(?:s|\(s\))?"
)
"""Who leads a part of it, by words that are a label as often as a post."""
SIGN: Final = rf"\s*(?:=+>?|-+>|{DASH}{DASH}+|[–—−→])\s*|\s+{DASH}\s*|{DASH}\s+"
"""What stands as a colon does, behind a label and before somebody."""
