"""A mail server that takes every letter and keeps none, as fast as Python can: python -m benchmarks.sink PORT

Answers COUNT with the number of letters it took, and when the first and the last came.
"""

import asyncio
import sys
import time

END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    count, first, last = 0, 0.0, 0.0

    def connection_made(self, transport):
        self.transport, self.buffer, self.in_letter = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data):
        self.buffer += data
        while True:
            end = END if self.in_letter else b"\r\n"
            line, found, rest = self.buffer.partition(end)
            if not found:
                return
            self.buffer = rest
            self._take() if self.in_letter else self._answer(line[:5].upper().strip())

    def _take(self):
        self.in_letter = False
        Sink.count, Sink.last = Sink.count + 1, time.time()
        Sink.first = Sink.first or Sink.last
        self.transport.write(b"250 taken\r\n")

    def _answer(self, verb: bytes):
        if verb == b"COUNT":
            self.transport.write(f"250 {Sink.count} {Sink.first} {Sink.last}\r\n".encode())
            Sink.count, Sink.first = 0, 0.0
        elif verb == b"DATA":
            self.in_letter = True
            self.transport.write(b"354 go on\r\n")
        elif verb == b"QUIT":
            self.transport.write(b"221 bye\r\n")
            self.transport.close()
        else:
            self.transport.write(b"250 fine\r\n")


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
