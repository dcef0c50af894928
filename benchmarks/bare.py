"""The least that can be done: a bare websockets server that hands what one Redis channel says to every socket.

Run as `python -m benchmarks.bare PORT REDIS_URL`. It knows no session, no topic and no permission.
"""

import asyncio
import sys

import redis.asyncio as redis
from websockets.asyncio.server import ServerConnection, broadcast, serve

CHANNEL = "banc.nu"


async def main(port: int, redis_url: str) -> None:
    connections: set[ServerConnection] = set()

    async def welcome(connection: ServerConnection) -> None:
        connections.add(connection)
        await connection.send('{"subscribed":""}')
        try:
            await connection.wait_closed()
        finally:
            connections.discard(connection)

    server = serve(welcome, "127.0.0.1", port, compression=None, ping_interval=None, backlog=2048)
    async with server, redis.Redis.from_url(redis_url).pubsub() as pubsub:
        await pubsub.subscribe(CHANNEL)
        async for message in pubsub.listen():
            if message["type"] == "message":
                broadcast(connections, message["data"].decode())


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
