"""The world of the bench: 5,000 members, 300 spaces, 200,000 posts, 50,000 follows, the same at every making.

Made in bulk (COPY), kept between runs. Beside its common run of spaces and threads it has *landmarks*: spaces of 50, 500
and 5,000 members, threads with 10, 50 and 1,000 replies, spaces with 10 and 1,000 threads, members with 10 and 1,000 posts.
"""

from benchmarks.world.making import World, ready

__all__ = ["World", "ready"]
