"""How allauth meets our members: invitation only, just-in-time accounts."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Filled in by people's sign-in work."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Filled in by people's sign-in work."""
