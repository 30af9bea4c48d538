"""What is done to a notice: set up, access, and proof that an obligation was met."""

from notices.actions.access import end_access as end_access
from notices.actions.access import give_access as give_access
from notices.actions.access import invite as invite
from notices.actions.obligations import add_obligation as add_obligation
from notices.actions.obligations import add_recipient as add_recipient
from notices.actions.obligations import confirm_anchor as confirm_anchor
from notices.actions.obligations import record_fulfilment as record_fulfilment
from notices.actions.setup import add_area as add_area
from notices.actions.setup import add_clause as add_clause
from notices.actions.setup import add_partner as add_partner
from notices.actions.setup import change_status as change_status
from notices.actions.setup import create_notice as create_notice
from notices.actions.setup import set_issued_on as set_issued_on
from notices.actions.setup import set_published_on as set_published_on
