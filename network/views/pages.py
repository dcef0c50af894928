"""Editorial pages, in Wagtail's own tree, under /pages/."""

from django.contrib.auth.decorators import login_not_required
from wagtail.views import serve as wagtail_serve

# Pages marked `signed_out` are public by law; the hook in network.wagtail_hooks sends everybody else to sign in.
serve = login_not_required(wagtail_serve)
