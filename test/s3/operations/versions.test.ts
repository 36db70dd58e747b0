import { describe, expect, test } from 'vitest';

import { VersionedBench } from './versioned-bench.ts';

const unknown = 'A'.repeat(32);

/** What a list shows, without the ETags. */
async function shown(films: VersionedBench): Promise<string[]> {
  return (await films.list()).map(
    ({ kind, key, versionId, isLatest }) =>
      `${kind === 'Version' ? 'object' : 'marker'} ${key} ${versionId}${isLatest ? ' latest' : ''}`,
  );
}

describe('a bucket that never had versioning', () => {
  test('says nothing of versions', async () => {
    const films = await VersionedBench.open();
    const configuration = await films.bench.send('GET', '/films', { query: { versioning: '' } });
    expect(configuration.xml?.children).toEqual([]);
    expect(await films.put('a', 'one')).toBeUndefined();
    expect((await films.get('a')).headers.has('x-amz-version-id')).toBe(false);
    expect(await shown(films)).toEqual(['object a null latest']);
  });

  test('knows the version null only', async () => {
    const films = await VersionedBench.open();
    await films.put('a', 'one');
    expect((await films.get('a', 'null')).text).toBe('one');
    const refused = await films.get('a', unknown);
    expect([refused.status, refused.code]).toEqual([400, 'InvalidArgument']);
    expect(refused.xml?.textOf('Message')).toBe('Invalid version id specified');
    expect(refused.xml?.textOf('ArgumentName')).toBe('versionId');
    expect(refused.xml?.textOf('ArgumentValue')).toBe(unknown);
    expect((await films.delete('a', unknown)).status).toBe(400);
    expect((await films.delete('a', 'null')).status).toBe(204);
    expect(await shown(films)).toEqual([]);
  });
});

describe('a bucket with versioning', () => {
  test('keeps every object that was put, and the one from before as null', async () => {
    const films = await VersionedBench.open();
    await films.put('a', 'before');
    await films.set('Enabled');
    const [first, second] = [await films.put('a', 'one'), await films.put('a', 'two')];
    expect(first).toMatch(/^[A-Za-z0-9._]{32}$/);
    expect(first).not.toBe(second);
    expect(await shown(films)).toEqual([`object a ${second} latest`, `object a ${first}`, 'object a null']);
    expect((await films.get('a')).headers.get('x-amz-version-id')).toBe(second);
    expect((await films.get('a', second)).text).toBe('two');
    expect((await films.get('a', first)).text).toBe('one');
    const before = await films.get('a', 'null');
    expect([before.text, before.headers.get('x-amz-version-id')]).toEqual(['before', 'null']);
    const head = await films.bench.send('HEAD', '/films/a', { query: { versionId: first ?? '' } });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '3']);
  });

  test('hides an object behind a delete marker, and shows it again when the marker is deleted', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', 'one');
    const deleted = await films.delete('a');
    const marker = deleted.headers.get('x-amz-version-id');
    expect([deleted.status, deleted.headers.get('x-amz-delete-marker')]).toEqual([204, 'true']);
    expect(await shown(films)).toEqual([`marker a ${marker} latest`, `object a ${kept}`]);

    const hidden = await films.get('a');
    expect([hidden.status, hidden.code, hidden.headers.get('x-amz-delete-marker')]).toEqual([404, 'NoSuchKey', 'true']);
    expect(hidden.headers.get('x-amz-version-id')).toBe(marker);
    expect((await films.get('a', kept)).text).toBe('one');
    expect((await films.bench.send('GET', '/films', { query: { 'list-type': '2' } })).xml?.all('Contents')).toEqual([]);

    const undeleted = await films.delete('a', marker);
    expect([undeleted.status, undeleted.headers.get('x-amz-delete-marker')]).toEqual([204, 'true']);
    expect(undeleted.headers.get('x-amz-version-id')).toBe(marker);
    expect((await films.get('a')).text).toBe('one');
    expect(await shown(films)).toEqual([`object a ${kept} latest`]);
  });

  test('answers 405 where a delete marker is read by its id', async () => {
    const films = await VersionedBench.open('Enabled');
    const marker = (await films.delete('never')).headers.get('x-amz-version-id');
    for (const method of ['GET', 'HEAD']) {
      const refused = await films.bench.send(method, '/films/never', { query: { versionId: marker ?? '' } });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'DELETE']);
      expect(refused.headers.get('x-amz-delete-marker')).toBe('true');
      expect(refused.headers.get('last-modified')).toBe('Sun, 01 Mar 2026 09:00:00 GMT');
    }
    const { xml } = await films.get('never', marker);
    expect([xml?.textOf('Code'), xml?.textOf('Method'), xml?.textOf('ResourceType')]).toEqual([
      'MethodNotAllowed',
      'GET',
      'DeleteMarker',
    ]);
  });

  test('deletes a version for good by its id, and makes the next one the current', async () => {
    const films = await VersionedBench.open('Enabled');
    const [first, second, third] = [await films.put('a', '1'), await films.put('a', '2'), await films.put('a', '3')];
    const gone = await films.delete('a', third);
    expect([gone.status, gone.headers.get('x-amz-version-id')]).toEqual([204, third]);
    expect(gone.headers.has('x-amz-delete-marker')).toBe(false);
    expect((await films.get('a')).text).toBe('2');
    await films.delete('a', first);
    expect(await shown(films)).toEqual([`object a ${second} latest`]);
    const missing = await films.get('a', first);
    expect([missing.status, missing.code]).toEqual([404, 'NoSuchVersion']);
    expect([missing.xml?.textOf('Key'), missing.xml?.textOf('VersionId')]).toEqual(['a', first]);
    await films.delete('a', second);
    expect((await films.get('a')).headers.has('x-amz-delete-marker')).toBe(false);
    expect(await films.bench.store.range('version', 'version\x01', 9)).toEqual([]);
    expect((await films.delete('a', second)).status).toBe(204);
  });

  for (const [versionId, status, message] of [
    ['', 400, 'Version id cannot be the empty string'],
    ['dsf', 400, 'Invalid version id specified'],
    [unknown, 400, 'Invalid version id specified'],
    ['null', 404, 'The specified version does not exist.'],
  ] as const) {
    test(`answers ${status} for the version id ${JSON.stringify(versionId)}`, async () => {
      const films = await VersionedBench.open('Enabled');
      await films.put('a', 'one');
      const answer = await films.get('a', versionId);
      expect([answer.status, answer.xml?.textOf('Message')]).toEqual([status, message]);
      expect((await films.delete('a', versionId)).status).toBe(status === 400 ? 400 : 204);
    });
  }

  test('copies a version by its id, and says of a hidden source what hides it', async () => {
    const films = await VersionedBench.open('Enabled');
    const first = await films.put('a', 'one');
    const marker = (await films.delete('a')).headers.get('x-amz-version-id');
    const copy = (source: string) =>
      films.bench.send('PUT', '/films/b', { headers: { 'x-amz-copy-source': `/films/${source}` } });
    const copied = await copy(`a?versionId=${first}`);
    expect([copied.status, copied.headers.get('x-amz-copy-source-version-id')]).toEqual([200, first]);
    expect((await films.get('b')).headers.get('x-amz-version-id')).toBe(copied.headers.get('x-amz-version-id'));
    const hidden = await copy('a');
    expect([hidden.status, hidden.code, hidden.headers.get('x-amz-version-id')]).toEqual([404, 'NoSuchKey', marker]);
    expect(hidden.headers.get('x-amz-delete-marker')).toBe('true');
    const byId = await copy(`a?versionId=${marker}`);
    expect([byId.status, byId.code]).toEqual([400, 'InvalidRequest']);
  });

  test('keeps versions that are completed from parts, and tags of each', async () => {
    const films = await VersionedBench.open('Enabled');
    const { bench } = films;
    const first = await films.put('a', 'one');
    const uploadId = (await bench.send('POST', '/films/a', { query: { uploads: '' } })).xml?.textOf('UploadId') ?? '';
    const part = await bench.send('PUT', '/films/a', { query: { uploadId, partNumber: '1' }, body: 'two' });
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers.get('etag')}</ETag></Part></CompleteMultipartUpload>`;
    const completed = await bench.send('POST', '/films/a', { query: { uploadId }, body });
    const second = completed.headers.get('x-amz-version-id');
    expect(await shown(films)).toEqual([`object a ${second} latest`, `object a ${first}`]);
    const tagging = '<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>';
    const tagged = await bench.send('PUT', '/films/a', {
      query: { tagging: '', versionId: first ?? '' },
      body: tagging,
    });
    expect([tagged.status, tagged.headers.get('x-amz-version-id')]).toEqual([200, first]);
    expect((await films.get('a', first)).headers.get('x-amz-tagging-count')).toBe('1');
    expect((await films.get('a')).headers.has('x-amz-tagging-count')).toBe(false);
    expect(await shown(films)).toEqual([`object a ${second} latest`, `object a ${first}`]);
  });

  test('asks for permissions on versions', async () => {
    const films = await VersionedBench.open('Enabled');
    const first = await films.put('a', 'one');
    const reader = await films.bench.user('reader', ['s3:GetObject', 's3:DeleteObject']);
    expect((await films.get('a', undefined, { as: reader })).status).toBe(200);
    const refused = await films.get('a', first, { as: reader });
    expect([refused.status, refused.failed]).toEqual([403, 'identity-policy']);
    expect(refused.xml?.textOf('Message')).toContain('s3:GetObjectVersion');
    expect((await films.delete('a', first, { as: reader })).status).toBe(403);
    const marker = await films.delete('a', undefined, { as: reader });
    expect(marker.status).toBe(204);
    const hidden = await films.get('a', undefined, { as: reader });
    expect([hidden.status, hidden.headers.get('x-amz-delete-marker')]).toEqual([403, 'true']);
  });

  test('takes a delete marker for no object where a write is conditional', async () => {
    const films = await VersionedBench.open('Enabled');
    await films.put('a', 'one');
    const again = { body: 'two', headers: { 'if-none-match': '*' } };
    expect((await films.bench.send('PUT', '/films/a', again)).status).toBe(412);
    await films.delete('a');
    expect((await films.bench.send('PUT', '/films/a', again)).status).toBe(200);
  });

  test('refuses a version id where an object is put', async () => {
    const films = await VersionedBench.open('Enabled');
    const refused = await films.bench.send('PUT', '/films/a', { query: { versionId: unknown }, body: 'x' });
    expect([refused.status, refused.xml?.textOf('Message')]).toEqual([
      400,
      'This operation does not accept a version-id.',
    ]);
  });

  test('lets two requests at once both keep their version', async () => {
    const films = await VersionedBench.open('Enabled');
    const bodies = ['1', '2', '3', '4', '5', '6'];
    const answers = await Promise.all([
      ...bodies.map((body) => films.put('a', body)),
      films.delete('a'),
      films.delete('a'),
    ]);
    const ids = answers.map((answer) => (typeof answer === 'object' ? answer.headers.get('x-amz-version-id') : answer));
    expect((await films.list()).map(({ versionId }) => versionId).sort()).toEqual([...ids].sort());
    expect((await films.list()).filter(({ isLatest }) => isLatest)).toHaveLength(1);
  });
});

describe('a bucket with suspended versioning', () => {
  test('overwrites the version null and nothing else', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', 'kept');
    await films.set('Suspended');
    expect([await films.put('a', 'one'), await films.put('a', 'two')]).toEqual([undefined, undefined]);
    expect(await shown(films)).toEqual(['object a null latest', `object a ${kept}`]);
    const deleted = await films.delete('a');
    expect([deleted.headers.get('x-amz-delete-marker'), deleted.headers.get('x-amz-version-id')]).toEqual([
      'true',
      'null',
    ]);
    await films.delete('a');
    expect(await shown(films)).toEqual(['marker a null latest', `object a ${kept}`]);
    expect((await films.get('a', 'null')).status).toBe(405);
    expect((await films.get('a', kept)).text).toBe('kept');
    await films.delete('a', 'null');
    expect((await films.get('a')).text).toBe('kept');
    expect(await films.bench.store.range('null-version', 'null-version\x01', 9)).toEqual([]);
  });

  test('finds the version null wherever it stands, and frees its bytes', async () => {
    const films = await VersionedBench.open();
    await films.put('a', 'before');
    await films.set('Enabled');
    const kept = await films.put('a', 'kept');
    await films.set('Suspended');
    await films.put('a', 'after');
    expect(await shown(films)).toEqual(['object a null latest', `object a ${kept}`]);
    expect((await films.get('a', 'null')).text).toBe('after');
    await films.set('Enabled');
    const last = await films.put('a', 'last');
    expect(await shown(films)).toEqual([`object a ${last} latest`, 'object a null', `object a ${kept}`]);
    expect((await films.get('a', 'null')).text).toBe('after');
  });
});

describe('DeleteBucket', () => {
  test('refuses while versions or delete markers are left', async () => {
    const films = await VersionedBench.open('Enabled');
    const kept = await films.put('a', 'one');
    const marker = (await films.delete('a')).headers.get('x-amz-version-id');
    const refused = await films.bench.send('DELETE', '/films');
    expect([refused.status, refused.code]).toEqual([409, 'BucketNotEmpty']);
    expect(refused.xml?.textOf('Message')).toBe(
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    );
    await films.delete('a', kept);
    expect((await films.bench.send('DELETE', '/films')).status).toBe(409);
    await films.delete('a', marker);
    expect((await films.bench.send('DELETE', '/films')).status).toBe(204);
  });
});
