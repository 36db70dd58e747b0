import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { ownServer, serverControl, signOnThisComputer } from '#client/own-server.ts';
import { start } from '#node/start.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const environment = { ...process.env };
let stop: () => Promise<void>;
let base = '';
let emulator = '';

beforeAll(async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: secret });
  delete process.env['AWS_SESSION_TOKEN'];
  delete process.env['AWS_PROFILE'];
  const lines: string[] = [];
  const bucket = { bucket: 'reports', region: 'eu-west-1' };
  const options = { folder: 'public', port: 0, s3Port: 0, tlsAssumed: false, bucket };
  stop = await start({ ...options, write: (line) => lines.push(line) });
  const [own = '', s3 = ''] = lines.map((line) => /http:\/\/\S+/.exec(line)?.[0] ?? '');
  base = `${own}/`;
  emulator = s3;
});

afterAll(async () => {
  process.env = environment;
  await stop();
});

test('our server tells of its emulator and of the bucket it was started with', async () => {
  await expect(ownServer(base)).resolves.toEqual({ emulator, bucket: { bucket: 'reports', region: 'eu-west-1' } });
});

test('its emulator is controlled through it', async () => {
  const control = serverControl(base);
  expect(await control({ command: 'status' })).toMatchObject({ ok: true, kind: 'status' });
  expect(await control({ command: 'credentials', identity: 'nobody' })).toMatchObject({ ok: false });
});

test('it signs for its bucket, and no key comes with the URL', async () => {
  const request = { operation: 'GetObject', key: 'q3.pdf', expiresSeconds: 900, checksums: true } as const;
  const result = await signOnThisComputer(base, request);
  if (!result.ok) throw new Error(result.message);
  expect(result.signed.url).toMatch('https://reports.s3.eu-west-1.amazonaws.com/q3.pdf?');
  expect(result.signed.url).toContain('x-amz-checksum-mode=ENABLED');
  expect(result.signed.expiresAt.getTime()).toBeGreaterThan(Date.now());
  expect(JSON.stringify(result)).not.toContain(secret);
});

test('what it does not sign is said in words', async () => {
  const result = await signOnThisComputer(base, { operation: 'GetObject', key: 'k', expiresSeconds: 604_801 });
  expect(result.ok).toBe(false);
  expect(!result.ok && result.message).not.toBe('');
});

test('a static host, which answers every path with a page or not at all, offers nothing', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    expect(await ownServer(host)).toBeUndefined();
    expect(await serverControl(host)({ command: 'status' })).toMatchObject({ ok: false, code: 'NoReply' });
    expect(await signOnThisComputer(host, { operation: 'GetObject', expiresSeconds: 1 })).toMatchObject({ ok: false });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  expect(await ownServer(host)).toBeUndefined();
});
