"""What is read once for a page, and where each call reads anew."""

from django.http import HttpResponse
from django.test import RequestFactory

from core.cache import once, reading_once
from network.middleware import OnceMiddleware


def test_within_one_page_the_same_is_read_once():
    calls: list[int] = []

    def read() -> int:
        calls.append(1)
        return len(calls)

    with reading_once():
        assert (once("spaces", read), once("spaces", read), once("circles", read)) == (1, 1, 2)
    with reading_once():
        assert once("spaces", read) == 3
    assert (once("spaces", read), once("spaces", read)) == (4, 5)


def test_a_request_that_may_write_reads_anew():
    """A page shares; a POST, whose second half shows what its first half wrote, does not; nor does /cms/."""
    values = iter(range(100))

    def view(request):
        return HttpResponse(f"{once('kept', lambda: next(values))} {once('kept', lambda: next(values))}")

    answer, ask = OnceMiddleware(view), RequestFactory()
    assert [answer(request).content for request in (ask.get("/"), ask.get("/"), ask.post("/"), ask.get("/cms/"))] == [
        b"0 0", b"1 1", b"2 3", b"4 5",
    ]  # fmt: skip
