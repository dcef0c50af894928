"""Frames of the small websocket client."""

import struct

import pytest

from benchmarks.sockets import frame, parse


def _of_server(payload: bytes, opcode: int = 1) -> bytes:
    if len(payload) < 126:
        size = bytes([len(payload)])
    elif len(payload) < 65536:
        size = b"\x7e" + struct.pack(">H", len(payload))
    else:
        size = b"\x7f" + struct.pack(">Q", len(payload))
    return bytes([0x80 | opcode]) + size + payload


@pytest.mark.parametrize("length", [0, 1, 125, 126, 65535, 65536])
def test_a_whole_frame_is_read(length: int) -> None:
    payload = b"x" * length
    assert parse(_of_server(payload)) == ([(1, payload)], b"")


def test_frames_may_come_in_any_pieces() -> None:
    stream = _of_server(b"un") + _of_server(b"d" * 300) + _of_server(b"", 9) + _of_server(b"trois")
    found, left = [], b""
    for place in range(len(stream)):
        frames, left = parse(left + stream[place : place + 1])
        found += frames
    assert (found, left) == ([(1, b"un"), (1, b"d" * 300), (9, b""), (1, b"trois")], b"")


@pytest.mark.parametrize("length", [0, 5, 125, 126, 2000])
def test_a_frame_of_ours_is_masked(length: int) -> None:
    payload = bytes(number % 251 for number in range(length))
    sent = frame(1, payload)
    head = 2 if length < 126 else 4
    mask, body = sent[head : head + 4], sent[head + 4 :]
    assert sent[0] == 0x81
    assert sent[1] & 0x80
    assert bytes(byte ^ mask[place % 4] for place, byte in enumerate(body)) == payload
