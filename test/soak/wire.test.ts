import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { demoUrl, demoRegion } from '#node/demo.ts';
import { close, listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { memoryStore } from '#s3/store/memory.ts';

const runs = 2_000;

const good = [
  'GET /valet-key-demo/hello.txt HTTP/1.1\r\nHost: a\r\n\r\n',
  'PUT /valet-key-demo/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello',
  'PUT /valet-key-demo/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'POST /valet-key-demo/x?uploads HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n',
  'GET http://a/valet-key-demo?list-type=2 HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\n\r\n',
];
const piece = fc.constantFrom('\r\n', '\n', '\0', ' ', '%', '%zz', '?', '#', '//', '\xff', ':', 'Content-Length: 9\r\n', 'Transfer-Encoding: chunked\r\n', 'HTTP/1.1', 'Connection: upgrade\r\nUpgrade: x\r\n', 'CONNECT ', 'OPTIONS * '); // prettier-ignore

test(`${runs} spoilt requests and connections that break off leave the server at work, with no error of ours`, async () => {
  const emulator = nodeEmulator(memoryStore(), demoRegion);
  const errors: unknown[] = [];
  const server = createS3Server(emulator, { onError: (error) => errors.push(error) });
  const port = await listen(server, 0, '--port');
  try {
    const { url } = await demoUrl(emulator, `http://127.0.0.1:${port}`, []);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.nat({ max: 140 }),
        fc.nat({ max: 20 }),
        piece,
        async (request, at, removed, inserted) => {
          const text = request.slice(0, at) + inserted + request.slice(at + removed);
          const answer = await exchange(port, Buffer.from(text, 'latin1'));
          expect(answer).not.toMatch(/^HTTP\/1\.1 500/);
        },
      ),
      { numRuns: runs, seed: 6 },
    );
    expect(errors).toEqual([]);
    expect((await fetch(url)).status).toBe(200);
  } finally {
    await close(server);
  }
});

/** Sends the bytes, closes its side, and gives what came back. */
async function exchange(port: number, bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  // A server may reset a connection that speaks no HTTP.
  socket.on('error', () => undefined);
  socket.end(bytes);
  const closed = once(socket, 'close');
  socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')));
  await closed;
  return Buffer.concat(chunks).toString('latin1');
}
