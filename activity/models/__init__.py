"""Tables of the activity app, one noun per module."""

from activity.models.bookmarks import Bookmark, BookmarkCollection
from activity.models.calendar import CalendarToken
from activity.models.feed import FeedLine, FeedSource
from activity.models.notifications import Delivery, Notification, NotificationSettings, Preference
from activity.models.subscriptions import Subscription

__all__ = [
    "Bookmark",
    "BookmarkCollection",
    "CalendarToken",
    "Delivery",
    "FeedLine",
    "FeedSource",
    "Notification",
    "NotificationSettings",
    "Preference",
    "Subscription",
]
