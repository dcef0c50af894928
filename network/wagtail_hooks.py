"""What happens around editors' work in /cms/."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page

from core.search import refresh


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def index_page(request: HttpRequest, page: Page) -> None:
    """The search follows the editorial pages at once."""
    refresh("page", [page.pk])
