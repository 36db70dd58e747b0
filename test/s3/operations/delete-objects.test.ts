import { createHash } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { XmlElement } from '#base/xml.ts';

import type { Answered, Sent } from './bench.ts';
import { VersionedBench } from './versioned-bench.ts';

const unknown = 'A'.repeat(32);

function sent(body: string, other: Sent = {}): Sent {
  const headers = { 'content-md5': createHash('md5').update(body).digest('base64'), ...other.headers };
  return { ...other, body, headers, query: { delete: '' } };
}

/** Sends DeleteObjects with a document of these objects. */
function deleteAll(films: VersionedBench, objects: string, other: Sent = {}): Promise<Answered> {
  return films.bench.send('POST', '/films', sent(`<Delete>${objects}</Delete>`, other));
}

const object = (key: string, more = ''): string => `<Object><Key>${key}</Key>${more}</Object>`;
const version = (key: string, id: string | undefined): string => object(key, `<VersionId>${id}</VersionId>`);

/** What the answer says of each key, in order. */
function told(answer: Answered): string[] {
  return (answer.xml?.children ?? []).map((element: XmlElement) =>
    element.children.map(({ name, text }) => (name === 'Message' ? name : `${name}=${text}`)).join(' '),
  );
}

describe('DeleteObjects', () => {
  test('deletes keys, there or not, and names each', async () => {
    const films = await VersionedBench.open();
    await films.put('a', '1');
    await films.put('b', '2');
    const answer = await deleteAll(films, object('a') + object('none') + version('b', 'null'));
    expect(answer.status).toBe(200);
    expect(told(answer)).toEqual(['Key=a', 'Key=none', 'Key=b VersionId=null']);
    expect(await films.list()).toEqual([]);
  });

  test('says nothing of what went well when asked to be quiet', async () => {
    const films = await VersionedBench.open();
    await films.put('a', '1');
    const answer = await deleteAll(films, `<Quiet>true</Quiet>${object('a')}${version('b', unknown)}`);
    expect(told(answer)).toEqual([`Key=b VersionId=${unknown} Code=NoSuchVersion Message`]);
    expect(await films.list()).toEqual([]);
  });

  test('leaves delete markers, and deletes versions and markers for good', async () => {
    const films = await VersionedBench.open('Enabled');
    const [first, second] = [await films.put('a', '1'), await films.put('a', '2')];
    const marked = await deleteAll(films, object('a'));
    const marker = (await films.list())[0]?.versionId;
    expect(told(marked)).toEqual([`Key=a DeleteMarker=true DeleteMarkerVersionId=${marker}`]);
    const removed = await deleteAll(
      films,
      version('a', marker) + version('a', first) + version('a', unknown) + version('a', 'not-an-id'),
    );
    expect(told(removed)).toEqual([
      `Key=a VersionId=${marker} DeleteMarker=true DeleteMarkerVersionId=${marker}`,
      `Key=a VersionId=${first}`,
      `Key=a VersionId=${unknown} Code=NoSuchVersion Message`,
      'Key=a VersionId=not-an-id Code=NoSuchVersion Message',
    ]);
    expect((await films.list()).map(({ versionId, isLatest }) => [versionId, isLatest])).toEqual([[second, true]]);
  });

  test('asks for the permission of each key and version', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', '1');
    const janitor = await films.bench.user('janitor', ['s3:DeleteObject']);
    const answer = await deleteAll(films, object('a') + version('a', kept), { as: janitor });
    expect(answer.status).toBe(200);
    expect(told(answer)[0]).toMatch(/^Key=a DeleteMarker=true/);
    expect(told(answer)[1]).toBe(`Key=a VersionId=${kept} Code=AccessDenied Message`);
    expect(answer.xml?.child('Error')?.textOf('Message')).toContain('s3:DeleteObjectVersion on resource');
    expect(answer.decision.notes).toContain('1 of 2 deletions failed: the answer is 200 and names them in its body.');
    const stranger = await deleteAll(films, object('a'), { as: 'anonymous' });
    expect([stranger.status, stranger.xml?.child('Error')?.textOf('Message')]).toEqual([200, 'Access Denied']);
  });

  test('compares the ETag of the current version', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a', '1');
    const etag = (await films.list())[0]?.etag;
    const wrong = await deleteAll(films, object('a', '<ETag>"0"</ETag>') + object('none', '<ETag>*</ETag>'));
    expect(told(wrong)).toEqual(['Key=a Code=PreconditionFailed Message', 'Key=none Code=NoSuchKey Message']);
    expect(told(await deleteAll(films, object('a', `<ETag>${etag}</ETag>`)))[0]).toMatch(/DeleteMarker=true/);
    expect(told(await deleteAll(films, object('a', '<ETag>*</ETag>')))).toEqual([
      'Key=a Code=PreconditionFailed Message',
    ]);
    const writer = await films.bench.user('writer', ['s3:DeleteObject']);
    const blind = await deleteAll(films, object('a', `<ETag>${etag}</ETag>`), { as: writer });
    expect(told(blind)).toEqual(['Key=a Code=AccessDenied Message']);
  });

  test('takes 1,000 keys and not one more', async () => {
    const films = await VersionedBench.open();
    const keys = Array.from({ length: 1_001 }, (_, index) => object(`k${index}`));
    expect(told(await deleteAll(films, keys.slice(1).join('')))).toHaveLength(1_000);
    expect((await deleteAll(films, keys.join(''))).code).toBe('MalformedXML');
  });

  for (const [name, document, code] of [
    ['nothing to delete', '<Delete></Delete>', 'MalformedXML'],
    ['another root', '<Remove><Object><Key>a</Key></Object></Remove>', 'MalformedXML'],
    ['an object without a key', '<Delete><Object></Object></Delete>', 'MalformedXML'],
    ['what is no XML', 'a', 'MalformedXML'],
    ['no document', '', 'MissingRequestBodyError'],
    ['a condition of directory buckets', `<Delete>${object('a', '<Size>1</Size>')}</Delete>`, 'NotImplemented'],
  ] as const) {
    test(`answers ${code} to ${name}`, async () => {
      const films = await VersionedBench.open();
      await films.put('a', '1');
      expect((await films.bench.send('POST', '/films', sent(document))).code).toBe(code);
      expect(await films.list()).toHaveLength(1);
    });
  }

  test('wants a digest of its document', async () => {
    const films = await VersionedBench.open();
    const body = `<Delete>${object('a')}</Delete>`;
    const without = await films.bench.send('POST', '/films', { body, query: { delete: '' } });
    expect([without.status, without.code]).toEqual([400, 'InvalidRequest']);
    expect(without.xml?.textOf('Message')).toBe(
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
    const wrong = await films.bench.send(
      'POST',
      '/films',
      sent(body, { headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } }),
    );
    expect([wrong.status, wrong.code]).toEqual([400, 'BadDigest']);
  });
});

describe('DeleteObject with If-Match', () => {
  const ifMatch = (value: string): Sent => ({ headers: { 'if-match': value } });

  test('deletes only the object that it names', async () => {
    const films = await VersionedBench.open();
    await films.put('a', '1');
    const etag = (await films.list())[0]?.etag ?? '';
    const wrong = await films.delete('a', undefined, ifMatch('"0"'));
    expect([wrong.status, wrong.code, wrong.failed]).toEqual([412, 'PreconditionFailed', 'precondition']);
    expect((await films.delete('a', undefined, ifMatch(etag))).status).toBe(204);
    for (const value of [etag, '*']) {
      expect((await films.delete('a', undefined, ifMatch(value))).code).toBe('NoSuchKey');
    }
  });

  test('finds no object behind a delete marker, and compares no version by its id', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', '1');
    expect((await films.delete('a', kept, ifMatch('*'))).status).toBe(501);
    expect((await films.delete('a', undefined, ifMatch('*'))).status).toBe(204);
    expect((await films.delete('a', undefined, ifMatch('*'))).status).toBe(412);
  });

  test('needs s3:GetObject for an ETag, which could be found out by trying', async () => {
    const films = await VersionedBench.open();
    await films.put('a', '1');
    const writer = await films.bench.user('writer', ['s3:DeleteObject']);
    const refused = await films.delete('a', undefined, { ...ifMatch('"0"'), as: writer });
    expect([refused.status, refused.failed]).toEqual([403, 'identity-policy']);
    expect((await films.delete('a', undefined, { ...ifMatch('*'), as: writer })).status).toBe(204);
  });

  for (const name of ['x-amz-if-match-size', 'x-amz-if-match-last-modified-time']) {
    test(`answers 501 for ${name}, which only directory buckets have`, async () => {
      const films = await VersionedBench.open();
      expect((await films.delete('a', undefined, { headers: { [name]: '1' } })).status).toBe(501);
    });
  }
});
