"""What is done to organisations, posts, people and the outbox. Each verb writes history and the ledger.

`notice_id` names the chain that an event goes to: the notice for which it was done, or None for the site's own.
"""

from people.actions.accounts import (
    add_organisation,
    change_password,
    create_user,
    disable_user,
    invite_user,
    mail_password_link,
    record_sign_in,
    record_sign_out,
)
from people.actions.outbox import (
    Attachment,
    post_mail,
    record_attachment_opened,
    send_again,
    take_back,
)
from people.actions.posts import (
    add_post,
    delegate_post,
    end_delegation,
    end_holding,
    hand_post,
    name_contact,
    take_back_handover,
)

__all__ = [
    "Attachment",
    "add_organisation",
    "add_post",
    "change_password",
    "create_user",
    "delegate_post",
    "disable_user",
    "end_delegation",
    "end_holding",
    "hand_post",
    "invite_user",
    "mail_password_link",
    "name_contact",
    "post_mail",
    "record_attachment_opened",
    "record_sign_in",
    "record_sign_out",
    "send_again",
    "take_back",
    "take_back_handover",
]
