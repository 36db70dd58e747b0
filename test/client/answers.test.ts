import { expect, test } from 'vitest';

import { utf8 } from '#base/bytes.ts';
import { element, xmlDocument } from '#base/xml.ts';
import { bodyView } from '#client/body-view.ts';
import {
  amazonConnection,
  basePathOf,
  connectionName,
  originsOf,
  verdictTitle,
  type Connection,
} from '#client/connection.ts';
import { errorExplained } from '#client/error-explained.ts';
import { ask, workerControl, type MessageTarget } from '#client/worker-control.ts';

const answer = (body: Uint8Array, type = 'application/octet-stream') => ({
  headers: [['Content-Type', type]] as const,
  body,
});

test('a body is shown as text, as bytes or not at all', () => {
  expect(bodyView(answer(utf8('hello')))).toEqual({ kind: 'text', text: 'hello', bytes: 5, isCut: false });
  expect(bodyView(answer(new Uint8Array()))).toMatchObject({ kind: 'empty' });
  const { kind, text } = bodyView(answer(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'image/png'));
  expect(kind).toBe('bytes');
  expect(text).toMatch(/^000000 {2}89 50 4e 47 00 01 +\.PNG\.\.$/);
  expect(bodyView(answer(Uint8Array.from([0xff, 0xfe, 0]), 'text/plain')).kind).toBe('bytes');
});

test('a long text is cut between characters', () => {
  const view = bodyView(answer(utf8('é'.repeat(40_000)), 'text/plain'));
  expect(view).toMatchObject({ kind: 'text', isCut: true, bytes: 80_000 });
  expect(view.text).toMatch(/^é+$/);
});

for (const [code, message, words] of [
  ['SignatureDoesNotMatch', '', 'not what was signed'],
  ['AccessDenied', 'Request has expired', 'lies in the past'],
  ['AccessDenied', 'Request is not yet valid', 'lies ahead'],
  ['AccessDenied', 'There were headers present in the request which were not signed', 'does not cover'],
  ['AccessDenied', 'User: x is not authorized … with an explicit deny in a resource-based policy', 'deny wins'],
  ['AccessDenied', 'User: x is not authorized to perform: s3:GetObject', 'no permission'],
  ['AccessDenied', 'Access Denied', 'may not list'],
  ['ExpiredToken', '', 'session'],
  ['SomethingNew', 'of tomorrow', 'message says more'],
] as const) {
  test(`${code} “${message}” is explained with “${words}”`, () => {
    const body = utf8(xmlDocument(element('Error', [element('Code', code), element('Message', message)])));
    expect(errorExplained({ body })).toMatchObject({ code, message });
    expect(errorExplained({ body })?.text).toContain(words);
  });
}

test('what is no error document is not explained', () => {
  expect(errorExplained({ body: utf8('<ListBucketResult/>') })).toBeUndefined();
  expect(errorExplained({ body: utf8('<Error><Code>cut') })).toBeUndefined();
});

const compatible = (url: string, addressing: 'path' | 'virtual'): Connection => ({
  kind: 'compatible',
  endpoint: { url, region: 'us-east-1', addressing },
});

test('only Amazon’s answers are called S3’s', () => {
  const titles = ['browser', 'computer', 'amazon', 'compatible'].map((kind) => verdictTitle({ kind } as Connection));
  expect(titles).toEqual(["The emulator's verdict", "The emulator's verdict", "S3's verdict", "The server's verdict"]);
});

test('a page is let out to the hosts of its connection only', () => {
  expect(originsOf(amazonConnection('eu-west-1', 'b'), 'b')).toEqual(['https://b.s3.eu-west-1.amazonaws.com']);
  expect(originsOf(amazonConnection('eu-west-1', 'b.c'), 'b.c')).toEqual(['https://s3.eu-west-1.amazonaws.com']);
  expect(originsOf(compatible('https://ceph.example/gate', 'path'), 'b')).toEqual(['https://ceph.example']);
  expect(originsOf(compatible('https://ceph.example', 'virtual'), 'b')).toEqual(['https://b.ceph.example']);
  const browser: Connection = {
    kind: 'browser',
    endpoint: { url: 'http://localhost/app/s3', region: 'us-east-1', addressing: 'path' },
  };
  expect(originsOf(browser, 'b')).toEqual([]);
  expect([basePathOf(browser.endpoint), basePathOf({ region: 'x', addressing: 'virtual' })]).toEqual(['/app/s3', '']);
  expect(connectionName(browser)).toBe('Emulator in this browser');
});

/** A worker that replies with what it is given, or not at all. */
function worker(reply?: unknown): MessageTarget {
  return {
    postMessage: (message, [port]) => {
      if (reply !== undefined) (port as MessagePort).postMessage({ echoed: message, ...(reply as object) });
    },
  };
}

test('a command goes through a port, and its result comes back', async () => {
  const control = workerControl(() => worker({ result: { ok: true, kind: 'done' } }));
  await expect(control({ command: 'status' })).resolves.toEqual({ ok: true, kind: 'done' });
  await expect(ask(worker({}), { type: 'claim' })).resolves.toEqual({ echoed: { type: 'claim' } });
});

test('no worker, and one that stays silent, are errors', async () => {
  await expect(workerControl(() => null)({ command: 'status' })).rejects.toThrow('no worker');
  await expect(ask(worker(), { type: 'claim' }, 5)).rejects.toThrow('did not reply');
});
