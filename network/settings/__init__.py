"""Django settings, one subject per module; what varies comes from the environment (environment.py)."""

from network.settings.accounts import *  # noqa: F403
from network.settings.content import *  # noqa: F403
from network.settings.pages import *  # noqa: F403
from network.settings.running import *  # noqa: F403
from network.settings.security import *  # noqa: F403
