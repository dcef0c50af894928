"""What happens around editors' work in /cms/."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from core.search import refresh
from network.models import EditorialPage


@hooks.register("after_publish_page")
@hooks.register("after_unpublish_page")
@hooks.register("after_delete_page")
def index_page(request: HttpRequest, page: Page) -> None:
    """The search follows the editorial pages at once."""
    refresh("page", [page.pk])


@hooks.register("before_serve_page")
def sign_in_first(
    page: Page, request: HttpRequest, serve_args: list[object], serve_kwargs: dict[str, object]
) -> HttpResponse | None:
    """Only an editorial page that says so is read without an account."""
    if request.user.is_authenticated or (isinstance(page, EditorialPage) and page.signed_out):
        return None
    return redirect_to_login(request.get_full_path())
