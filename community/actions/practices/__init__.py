"""Practice sheets: drafted, read by peers, published, archived."""

from community.actions.practices.changes import set_changes_aside, take_changes_up
from community.actions.practices.drafts import EditConflict, create_draft, delete_draft, save_draft
from community.actions.practices.publication import archive, prepare_deletion, reopen, settle, take_down
from community.actions.practices.remarks import mark_remark
from community.actions.practices.reviews import ask_review, decide, publish, withdraw_review
from community.actions.practices.texts import MAX_FIGURES, MAX_SECTION

__all__ = [
    "MAX_FIGURES",
    "MAX_SECTION",
    "EditConflict",
    "archive",
    "ask_review",
    "create_draft",
    "decide",
    "delete_draft",
    "mark_remark",
    "prepare_deletion",
    "publish",
    "reopen",
    "save_draft",
    "set_changes_aside",
    "settle",
    "take_changes_up",
    "take_down",
    "withdraw_review",
]
