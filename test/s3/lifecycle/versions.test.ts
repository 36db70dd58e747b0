import { describe, expect, test } from 'vitest';

import { VersionedBench } from '../operations/versioned-bench.ts';

async function rule(films: VersionedBench, text: string, filter = '<Filter/>'): Promise<void> {
  const body = `<LifecycleConfiguration><Rule><ID>tidy</ID><Status>Enabled</Status>${filter}${text}</Rule></LifecycleConfiguration>`;
  const answer = await films.bench.send('PUT', '/films', { query: { lifecycle: '' }, body });
  expect([answer.status, answer.code]).toEqual([200, undefined]);
}

const expire = (days: number): string => `<Expiration><Days>${days}</Days></Expiration>`;
const expireNoncurrent = (days: number, newer?: number): string =>
  `<NoncurrentVersionExpiration><NoncurrentDays>${days}</NoncurrentDays>${
    newer === undefined ? '' : `<NewerNoncurrentVersions>${newer}</NewerNoncurrentVersions>`
  }</NoncurrentVersionExpiration>`;
const expireMarkers = '<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>';

async function shown(films: VersionedBench): Promise<string[]> {
  return (await films.list()).map(
    ({ kind, key, versionId }) => `${kind === 'Version' ? 'object' : 'marker'} ${key} ${versionId}`,
  );
}

describe('expiration in a bucket with versioning', () => {
  test('hides a current object behind a delete marker, once', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', 'one');
    await rule(films, expire(7));
    await films.bench.moveClock(8);
    const lines = await films.list();
    expect(lines.map(({ kind, isLatest }) => [kind, isLatest])).toEqual([
      ['DeleteMarker', true],
      ['Version', false],
    ]);
    expect(lines[1]?.versionId).toBe(kept);
    expect((await films.get('a')).headers.get('x-amz-delete-marker')).toBe('true');
    await films.bench.moveClock(30);
    expect(await films.list()).toHaveLength(2);
  });

  test('overwrites the version null while versioning is suspended', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', 'one');
    await films.set('Suspended');
    await films.put('a', 'two');
    await rule(films, expire(7));
    await films.bench.moveClock(8);
    expect(await shown(films)).toEqual(['marker a null', `object a ${kept}`]);
  });

  test('removes a delete marker that is alone and as old', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.delete('alone');
    await films.put('a', 'one');
    await films.delete('a');
    await rule(films, expire(7));
    await films.bench.moveClock(7);
    expect(await films.list()).toHaveLength(3);
    await films.bench.moveClock(1);
    expect((await films.list()).map(({ key }) => key)).toEqual(['a', 'a']);
  });
});

describe('expiration of noncurrent versions', () => {
  test('counts the days from when a newer version took the place', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a', 'old');
    await films.bench.moveClock(10);
    const current = await films.put('a', 'new');
    await rule(films, expireNoncurrent(3));
    await films.bench.moveClock(3);
    expect(await films.list()).toHaveLength(2);
    await films.bench.moveClock(1);
    expect(await shown(films)).toEqual([`object a ${current}`]);
    expect((await films.get('a')).text).toBe('new');
  });

  test('keeps so many of the newest', async () => {
    const films = await VersionedBench.open('Enabled');
    const ids = [];
    for (const body of ['1', '2', '3', '4']) ids.push(await films.put('a', body));
    const other = [await films.put('b', '1'), await films.put('b', '2')];
    await rule(films, expireNoncurrent(1, 2));
    await films.bench.moveClock(2);
    expect(await shown(films)).toEqual([
      ...[ids[3], ids[2], ids[1]].map((id) => `object a ${id}`),
      ...[other[1], other[0]].map((id) => `object b ${id}`),
    ]);
  });

  test('begins anew for a version that was the current one once more', async () => {
    const films = await VersionedBench.open('Enabled');
    const first = await films.put('a', '1');
    const second = await films.put('a', '2');
    await rule(films, expireNoncurrent(3));
    await films.delete('a', second);
    await films.bench.moveClock(10);
    expect(await shown(films)).toEqual([`object a ${first}`]);
    await films.put('a', '3');
    await films.bench.moveClock(3);
    expect(await films.list()).toHaveLength(2);
    await films.bench.moveClock(1);
    expect(await films.list()).toHaveLength(1);
  });

  test('leaves a delete marker alone, which ExpiredObjectDeleteMarker then removes', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a', 'one');
    await films.put('b', 'one');
    await films.delete('a');
    await rule(films, expireNoncurrent(1) + expireMarkers);
    await films.bench.moveClock(1);
    expect(await films.list()).toHaveLength(3);
    await films.bench.moveClock(1);
    expect((await films.list()).map(({ key }) => key)).toEqual(['b']);
  });
});

describe('ExpiredObjectDeleteMarker', () => {
  test('leaves a delete marker that hides a version', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a', 'one');
    await films.delete('a');
    await films.delete('never');
    await rule(films, expireMarkers);
    await films.bench.moveClock(1);
    expect((await films.list()).map(({ key }) => key)).toEqual(['a', 'a']);
  });
});

describe('a filter', () => {
  const put = (films: VersionedBench, key: string, body: string, tagging = '') =>
    films.bench.send('PUT', `/films/${key}`, { body, headers: tagging === '' ? {} : { 'x-amz-tagging': tagging } });

  for (const [name, filter, expired] of [
    ['a prefix', '<Prefix>in/</Prefix>', ['in/large', 'in/small']],
    ['a tag', '<Tag><Key>kind</Key><Value>draft</Value></Tag>', ['in/small', 'tagged']],
    ['a size above', '<ObjectSizeGreaterThan>5</ObjectSizeGreaterThan>', ['in/large']],
    ['a size below', '<ObjectSizeLessThan>6</ObjectSizeLessThan>', ['in/small', 'other', 'tagged']],
    [
      'several at once',
      '<And><Prefix>in/</Prefix><Tag><Key>kind</Key><Value>draft</Value></Tag><Tag><Key>by</Key><Value>me</Value></Tag></And>',
      ['in/small'],
    ],
    [
      'a range of sizes',
      '<And><ObjectSizeGreaterThan>4</ObjectSizeGreaterThan><ObjectSizeLessThan>100</ObjectSizeLessThan></And>',
      ['in/large', 'in/small', 'other', 'tagged'],
    ],
  ] as const) {
    test(`of ${name} decides what expires, and what is announced`, async () => {
      const films = await VersionedBench.open();
      await rule(films, expire(1), `<Filter>${filter}</Filter>`);
      await put(films, 'in/large', 'x'.repeat(6));
      await put(films, 'in/small', 'x'.repeat(5), 'by=me&kind=draft');
      await put(films, 'tagged', 'x'.repeat(5), 'kind=draft');
      await put(films, 'other', 'x'.repeat(5), 'kind=final');
      const keys = (await films.list()).map(({ key }) => key);
      const announced = await Promise.all(
        keys.map(async (key) => (await films.get(key)).headers.has('x-amz-expiration')),
      );
      expect(keys.filter((_, index) => announced[index])).toEqual(expired);
      const configuration = await films.bench.send('GET', '/films', { query: { lifecycle: '' } });
      expect(configuration.xml?.child('Rule')?.child('Filter')?.text).toBe(filter.replace(/<[^>]+>/g, ''));
      await films.bench.moveClock(2);
      expect((await films.list()).map(({ key }) => key)).toEqual(
        keys.filter((key) => !(expired as readonly string[]).includes(key)),
      );
    });
  }

  test('of a date expires everything from then on', async () => {
    const films = await VersionedBench.open();
    await films.put('a', 'x');
    await rule(films, '<Expiration><Date>2026-03-10T00:00:00.000Z</Date></Expiration>');
    expect((await films.get('a')).headers.get('x-amz-expiration')).toContain('Tue, 10 Mar 2026 00:00:00 GMT');
    await films.bench.moveClock(8);
    expect(await films.list()).toHaveLength(1);
    await films.bench.moveClock(1);
    expect(await films.list()).toEqual([]);
    await films.put('later', 'x');
    await films.bench.moveClock(1);
    expect(await films.list()).toEqual([]);
  });
});

describe('PutBucketLifecycleConfiguration', () => {
  const abort =
    '<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>';
  const tag = '<Tag><Key>a</Key><Value>b</Value></Tag>';
  const size = '<ObjectSizeGreaterThan>5</ObjectSizeGreaterThan>';

  for (const [filter, actions, code, message] of [
    [
      `<Filter>${tag}</Filter>`,
      abort,
      'InvalidRequest',
      'AbortIncompleteMultipartUpload cannot be specified with Tags.',
    ],
    [
      `<Filter>${size}</Filter>`,
      abort,
      'InvalidRequest',
      'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
    ],
    [
      `<Filter>${tag}</Filter>`,
      expireMarkers,
      'InvalidRequest',
      'ExpiredObjectDeleteMarker cannot be specified with Tags.',
    ],
    ['<Filter/>', '', 'InvalidRequest', 'At least one action needs to be specified in a rule.'],
    ['', expire(1), 'MalformedXML', undefined],
    ['<Prefix/><Filter/>', expire(1), 'MalformedXML', undefined],
    [`<Filter>${tag}${size}</Filter>`, expire(1), 'MalformedXML', undefined],
    [`<Filter><And>${tag}</And></Filter>`, expire(1), 'MalformedXML', undefined],
    [`<Filter><And>${tag}${tag}</And></Filter>`, expire(1), 'InvalidRequest', 'Duplicate Tag Keys are not allowed.'],
    [
      '<Filter><And><ObjectSizeGreaterThan>5</ObjectSizeGreaterThan><ObjectSizeLessThan>5</ObjectSizeLessThan></And></Filter>',
      expire(1),
      'InvalidRequest',
      undefined,
    ],
    [
      '<Filter/>',
      '<Expiration><Days>1</Days><Date>2026-03-10T00:00:00Z</Date></Expiration>',
      'MalformedXML',
      undefined,
    ],
    ['<Filter/>', '<Expiration/>', 'MalformedXML', undefined],
    ['<Filter/>', expire(0), 'InvalidArgument', "'Days' for Expiration action must be a positive integer"],
    [
      '<Filter/>',
      '<Expiration><Date>2026-03-10T01:00:00Z</Date></Expiration>',
      'InvalidArgument',
      "'Date' must be at midnight GMT",
    ],
    ['<Filter/>', expireNoncurrent(0), 'InvalidArgument', undefined],
    ['<Filter/>', expireNoncurrent(1, 101), 'InvalidArgument', undefined],
    ['<Filter/>', '<NoncurrentVersionExpiration/>', 'MalformedXML', undefined],
    [
      '<Filter/>',
      '<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionTransition>',
      'NotImplemented',
      undefined,
    ],
  ] as const) {
    test(`answers ${code} to ${filter}${actions}`, async () => {
      const films = await VersionedBench.open();
      const body = `<LifecycleConfiguration><Rule><Status>Enabled</Status>${filter}${actions}</Rule></LifecycleConfiguration>`;
      const refused = await films.bench.send('PUT', '/films', { query: { lifecycle: '' }, body });
      expect(refused.code).toBe(code);
      if (message !== undefined) expect(refused.xml?.textOf('Message')).toBe(message);
    });
  }

  for (const filter of [
    '<Filter/>',
    '<Filter><Prefix/></Filter>',
    '<Filter><Prefix>in/</Prefix></Filter>',
    `<Filter>${size}</Filter>`,
    `<Filter>${tag}</Filter>`,
  ]) {
    test(`gives back ${filter}`, async () => {
      const films = await VersionedBench.open();
      await rule(films, expire(1), filter);
      expect((await films.bench.send('GET', '/films', { query: { lifecycle: '' } })).text).toContain(filter);
    });
  }

  test('gives back what it was given', async () => {
    const films = await VersionedBench.open();
    const filter = `<Filter><And><Prefix>in/</Prefix>${size}${tag}</And></Filter>`;
    await rule(films, expire(9) + expireNoncurrent(4, 5), filter);
    const { text } = await films.bench.send('GET', '/films', { query: { lifecycle: '' } });
    expect(text).toContain(`${filter}<Status>Enabled</Status>${expire(9)}${expireNoncurrent(4, 5)}</Rule>`);
  });
});
