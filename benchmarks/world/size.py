"""How big the world is and where its landmarks stand."""

from dataclasses import dataclass

MAIL_DOMAIN = "banc.exemple.test"


@dataclass(frozen=True)
class Size:
    """The issue's figures. Posts are threads and replies together, one thread to nine replies."""

    members: int = 5_000
    spaces: int = 300
    posts: int = 200_000
    follows: int = 50_000

    @property
    def threads(self) -> int:
        return self.posts // 10

    @property
    def replies(self) -> int:
        return self.posts - self.threads


# Spaces by their place in the order of making.
CROWDS = (50, 500, 5_000)
SPACE_OF_CROWD = {members: place for place, members in enumerate(CROWDS)}
SPACE_OF_TEN, SPACE_OF_THOUSAND = 3, 4
COMMON_SPACES = 5
# Threads by their place: one that each crowd follows, then those of known lengths.
CROWD_REPLIES = 20
THREAD_LENGTHS = (10, 50, 1_000)
# Members by their place: the author of ten posts and the author of a thousand.
AUTHOR_OF_TEN, AUTHOR_OF_THOUSAND = 0, 1
POSTS_OF_AUTHOR = {AUTHOR_OF_TEN: (2, 8), AUTHOR_OF_THOUSAND: (200, 800)}
