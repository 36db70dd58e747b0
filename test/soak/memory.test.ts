import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { presign } from '#sigv4/presign.ts';
import { buildCommandLine, rootKey, ServeProcess } from '../node/store/serve-process.ts';

const atOnce = 8;
const keys = 10;
const [warmedUp, requests] = [6_000, 26_000];
const mostGrowthBytes = 40 * 1024 * 1024;

test('twenty thousand small requests leave the memory of the server as it was', async () => {
  const server = await ServeProcess.start(await buildCommandLine('memory-soak'), []);
  const urlOf = (method: string, target: string): string =>
    presign({
      method,
      url: `http://127.0.0.1:${server.port}/memory-bucket${target}`,
      credentials: rootKey,
      region: 'us-east-1',
      instant: new Date(),
      expiresSeconds: 600,
    });
  try {
    expect((await fetch(urlOf('PUT', ''), { method: 'PUT' })).status).toBe(200);
    let before = 0;
    for (let count = 0; count < requests; count += atOnce) {
      if (before === 0 && count >= warmedUp) before = residentBytes(server.pid);
      const calls = Array.from({ length: atOnce }, async (_, index) => {
        const method = (count + index) % 3 === 0 ? 'PUT' : 'GET';
        const url = urlOf(method, `/${index % keys}?response-content-language=x${count}`);
        const response = await fetch(url, { method, ...(method === 'PUT' && { body: 'x'.repeat(1024) }) });
        await response.arrayBuffer();
      });
      await Promise.all(calls);
    }
    expect(residentBytes(server.pid) - before).toBeLessThan(mostGrowthBytes);
  } finally {
    await server.end('SIGTERM');
  }
});

/** Counted on Linux only. */
function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return 1;
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
