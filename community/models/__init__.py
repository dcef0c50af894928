"""Tables of the community app, one noun per module."""

from community.models.reactions import Reaction
from community.models.spaces import JoinRequest, Membership, Space
from community.models.threads import Mention, PostRevision, Reply, Thread, ThreadRead

__all__ = [
    "JoinRequest",
    "Membership",
    "Mention",
    "PostRevision",
    "Reaction",
    "Reply",
    "Space",
    "Thread",
    "ThreadRead",
]
