"""ASGI entry: pages and sockets in the embedded default, `/ws/` alone in production."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
os.environ.setdefault("SERVING", "asgi")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.urls import path  # noqa: E402

from activity.consumers import LiveConsumer  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": pages,
        # Who it is, the consumer's doorkeeper finds out, for many sockets at once.
        "websocket": AllowedHostsOriginValidator(URLRouter([path("ws/", LiveConsumer.as_asgi())])),
    }
)
