"""Live pages: the one websocket consumer and the hub that feeds it."""

from activity.consumers.live import LiveConsumer

__all__ = ["LiveConsumer"]
