"""Editorial pages, in Wagtail's own tree, under /pages/."""

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

# Pages marked `signed_out` are public by law; the hook in network.wagtail_hooks sends everybody else to sign in.
serve = login_not_required(require_safe(wagtail_serve))
