import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, listen, PortError } from '#node/listen.ts';
import { start } from '#node/start.ts';

const lines: string[] = [];
let stop: () => Promise<void>;
let origin: string;
let s3Origin: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'valet-key-app-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  stop = await start({ folder, port: 0, s3Port: 0, tlsAssumed: false, write: (line) => lines.push(line) });
  origin = /http:\S+/.exec(lines[0]!)![0];
  s3Origin = /http:\S+/.exec(lines[1]!)![0];
});

afterAll(() => stop());

test('it prints a key pair, both Region variables and a curl line that works', async () => {
  const text = lines.join('\n');
  expect(text).toContain('AWS_ACCESS_KEY_ID=AKIAVALETDEMOEXAMPLE');
  expect(text).toContain('AWS_REGION=us-east-2 AWS_DEFAULT_REGION=us-east-2');
  const answer = await fetch(/curl '([^']+)'/.exec(text)![1]!);
  expect(answer.status).toBe(200);
});

test('the page is served with a policy that lets it reach the emulator', async () => {
  const answer = await fetch(`${origin}/`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toContain(`connect-src 'self' ${s3Origin}`);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
});

test('where no worker answers, /s3/ says so in XML', async () => {
  const answer = await fetch(`${origin}/s3/bucket/key`);
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('<Code>ServiceUnavailable</Code>');
});

const status = JSON.stringify({ command: 'status' });
const json = { 'content-type': 'application/json' };

test('the page reaches the control interface', async () => {
  expect(await post('/control', {}, status)).toBe(200);
});

for (const [title, headers] of [
  ['another site', { origin: 'https://evil.example' }],
  ['a page on the S3 port', { origin: 'S3' }],
  ['an opaque origin', { origin: 'null' }],
  ['a rebound host name', { host: 'evil.example' }],
  ['a form', { 'content-type': 'text/plain' }],
] as const) {
  for (const path of ['/control', '/sign', '/connection']) {
    test(`${title} does not reach ${path}`, async () => {
      const sent = 'origin' in headers && headers.origin === 'S3' ? { origin: s3Origin } : headers;
      expect(await post(path, sent, status)).toBe(403);
    });
  }
}

test('the control interface is not on the S3 port', async () => {
  const answer = await fetch(`${s3Origin}/control`, { method: 'POST', headers: json, body: status });
  expect(answer.ok).toBe(false);
  expect(await answer.text()).toContain('<Error><Code>');
});

test('a taken port is one line that says what to do', async () => {
  const port = Number(new URL(origin).port);
  const error = await listen(createServer(), port, '--port').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PortError);
  expect((error as PortError).message).toBe(
    `Port ${port} is taken: stop the program that uses it, or choose another with --port.`,
  );
});

test('stopping closes both ports', async () => {
  const server = createServer();
  const port = await listen(server, 0, '--port');
  await close(server);
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
});

/** Posts with headers that `fetch` would not let a caller set, and gives the status. */
function post(path: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
  const { port, host } = new URL(origin);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method: 'POST', headers: { host, ...json, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end(body);
  });
}
