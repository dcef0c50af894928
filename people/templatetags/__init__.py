"""Words and small pieces about members, for templates: `{% load members %}`."""
