import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { presign } from '#sigv4/presign.ts';
import { buildCommandLine, rootKey, ServeProcess } from '../node/store/serve-process.ts';

const base = mkdtempSync(join(tmpdir(), 'big-upload-'));
const partBytes = 64 * 1024 * 1024;
const parts = 80;
const atOnce = 4;
const mostMemoryBytes = 200 * 1024 * 1024;
const bucket = 'big-bucket';
let program: string;

beforeAll(async () => {
  program = await buildCommandLine('big-upload');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

for (const [where, options] of [
  ['without a folder', []],
  ['with a folder', ['--data', join(base, 'data')]],
] as const) {
  test(`5 GiB go up in parts and come down again ${where}, and the server's memory stays under 200 MB`, async () => {
    const server = await ServeProcess.start(program, options);
    const call = caller(server.port);
    try {
      await call('PUT', '');
      const created = await (await call('POST', '/big?uploads=')).text();
      const uploadId = /<UploadId>(.+?)<\/UploadId>/.exec(created)?.[1] ?? '';
      const etags: string[] = [];
      for (let first = 1; first <= parts; first += atOnce) {
        const numbers = Array.from({ length: atOnce }, (_, index) => first + index);
        const answers = await Promise.all(
          numbers.map((number) =>
            call('PUT', `/big?partNumber=${number}&uploadId=${uploadId}`, new Uint8Array(partBytes).fill(number)),
          ),
        );
        etags.push(...answers.map(({ headers }) => headers.get('etag') ?? ''));
      }
      const list = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
      const document = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
      expect(await (await call('POST', `/big?uploadId=${uploadId}`, document)).text()).toContain(`-${parts}`);
      expect(await digestOfBody(await call('GET', '/big'))).toBe(wantedDigest());
      expect(peakMemoryBytes(server.pid)).toBeLessThan(mostMemoryBytes);
    } finally {
      await server.end('SIGTERM');
    }
  });
}

function caller(port: number) {
  return async (method: string, target: string, body?: Uint8Array<ArrayBuffer> | string): Promise<Response> => {
    const url = presign({
      method,
      url: `http://127.0.0.1:${port}/${bucket}${target}`,
      credentials: rootKey,
      region: 'us-east-1',
      instant: new Date(),
      expiresSeconds: 600,
    });
    const response = await fetch(url, { method, ...(body !== undefined && { body }) });
    if (response.status !== 200) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    return response;
  };
}

async function digestOfBody(response: Response): Promise<string> {
  const digest = createHash('sha1');
  for await (const chunk of response.body!) digest.update(chunk);
  return digest.digest('hex');
}

function wantedDigest(): string {
  const digest = createHash('sha1');
  for (let number = 1; number <= parts; number += 1) digest.update(new Uint8Array(partBytes).fill(number));
  return digest.digest('hex');
}

/** As the system counted it; the parts of the database that are mapped are in it. */
function peakMemoryBytes(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
