import { expect, test } from 'vitest';

import { NoAnswer } from '#client/no-answer.ts';
import { presign } from '#client/presign.ts';
import { Bench } from '#lab/bench.svelte.ts';
import type { LabServices } from '#lab/services.ts';
import { statusOf } from '#lab/sent.ts';
import { parseQuery, queryValue } from '#sigv4/query.ts';

import { bodyText, emulatorUrl, testServices } from './services-for-tests.ts';

async function opened(changed: Partial<LabServices> = {}) {
  const services = await testServices(presign, changed);
  const bench = new Bench(services);
  await bench.start();
  return { bench, services };
}

const status = (bench: Bench): string | undefined => bench.sent && statusOf(bench.sent).text;
const parameter = (bench: Bench, name: string): string | undefined =>
  queryValue(parseQuery(bench.url?.signed.url.split('?')[1] ?? ''), name);

test('the bench opens with the emulator of this browser and somebody who may sign', async () => {
  const { bench } = await opened();
  expect(bench.fault).toBeUndefined();
  expect(bench.signing.account?.signers.map(({ id }) => id)).toEqual([
    'user/learner',
    'user/reader',
    'role/report-lambda',
    'root/root',
  ]);
  expect(bench.signing.account?.signers.every(({ note }) => note !== undefined)).toBe(true);
});

test('a URL is signed, sent, and answered with the decision of its request', async () => {
  const { bench, services } = await opened();
  await bench.presign();
  expect(services.sent).toEqual([]);
  expect(bench.url?.signed.url).toMatch(`${emulatorUrl}/valet-key-demo/hello.txt?X-Amz-Algorithm`);
  await bench.send();
  expect(status(bench)).toBe('200');
  expect(bench.sent?.decision?.checks.every(({ state }) => state === 'passed')).toBe(true);
  expect(bench.sent?.forms?.signed).toEqual(bench.sent?.forms?.arrived);
});

test('tampering is sent as it is, and can be taken back', async () => {
  const { bench } = await opened();
  await bench.presign();
  bench.tamper({ method: 'PUT' });
  await bench.send();
  expect(status(bench)).toBe('403 SignatureDoesNotMatch');
  expect(bench.sent?.notes).toEqual(['PUT with this GET URL']);
  expect(bench.sent?.forms?.arrivedFrom).toBe('server');
  bench.restore();
  await bench.send();
  expect(status(bench)).toBe('200');
});

test('the body goes with an upload and is not part of what is signed', async () => {
  const { bench, services } = await opened();
  bench.change({ operation: 'put', key: 'new.txt' });
  await bench.presign();
  bench.change({ body: 'changed after signing' });
  await bench.send();
  expect(status(bench)).toBe('200');
  expect(bodyText(services.sent.at(-1))).toBe('changed after signing');
});

test('a reader’s upload URL is signed like any other and refused when it is used', async () => {
  const { bench } = await opened();
  await bench.chooseSigner('user/reader');
  bench.change({ operation: 'put' });
  await bench.presign();
  expect(bench.url).toBeDefined();
  await bench.send();
  expect(status(bench)).toBe('403 AccessDenied');
  expect(bench.sent?.decision?.checks.find(({ state }) => state === 'failed')?.id).toBe('identity-policy');
});

test('a role’s session stays the same until a new one is begun, and its URLs end with it', async () => {
  const { bench } = await opened();
  await bench.chooseSigner('role/report-lambda');
  expect(bench.signing.sessionEnds).toEqual(new Date('2026-11-21T20:42:10Z'));
  bench.change({ expiry: '2 h' });
  await bench.presign();
  const token = parameter(bench, 'X-Amz-Security-Token');
  expect(token).toBeDefined();
  expect(bench.url?.sessionEnds).toEqual(bench.signing.sessionEnds);
  await bench.moveClock(3_600_001);
  await bench.send();
  expect(status(bench)).toBe('400 ExpiredToken');
  await bench.presign();
  expect(parameter(bench, 'X-Amz-Security-Token')).toBe(token);
  await bench.beginSession();
  await bench.presign();
  expect(parameter(bench, 'X-Amz-Security-Token')).not.toBe(token);
  await bench.send();
  expect(status(bench)).toBe('200');
});

test('URLs follow the emulator’s clock, there and back', async () => {
  const { bench } = await opened();
  await bench.presign();
  await bench.moveClock(900_001);
  await bench.send();
  expect(status(bench)).toBe('403 AccessDenied');
  expect(bench.sent?.decision?.outcome.message).toBe('Request has expired');
  await bench.presign();
  expect(parameter(bench, 'X-Amz-Date')).toBe('20261121T195710Z');
  await bench.resetClock();
  expect(bench.signing.account?.offsetMilliseconds).toBe(0);
});

test('a part gets its upload from the bench', async () => {
  const { bench } = await opened();
  bench.change({ operation: 'part', key: 'big.bin' });
  await bench.presign();
  expect(bench.fault?.field).toBe('uploadId');
  await bench.beginUpload();
  expect(bench.form.uploadId).not.toBe('');
  await bench.presign();
  await bench.send();
  expect([status(bench), bench.sent?.decision?.operation]).toEqual(['200', 'UploadPart']);
});

test('what cannot be signed names its field, and mending it takes the fault away', async () => {
  const { bench } = await opened();
  bench.change({ expiry: 'soon' });
  await bench.presign();
  expect([bench.fault?.field, bench.url]).toEqual(['expiry', undefined]);
  bench.change({ expiry: '900' });
  expect(bench.fault).toBeUndefined();
});

test('more than seven days is signed as boto3 does, and S3 refuses it', async () => {
  const { bench } = await opened();
  bench.change({ expiry: '8 days' });
  await bench.presign();
  await bench.send();
  expect(status(bench)).toBe('400 AuthorizationQueryParametersError');
});

test('no answer is a verdict of its own', async () => {
  const { bench } = await opened({
    emulator: async () => ({
      ...(await (await testServices(presign)).emulator()),
      transport: () => Promise.reject(new NoAnswer(['emulator-not-running'])),
    }),
  });
  await bench.presign();
  await bench.send();
  expect(bench.sent?.exchange.noAnswer).toEqual(['emulator-not-running']);
  expect(status(bench)).toBe('No answer');
});

test('an emulator that cannot be opened is said, and can be tried again', async () => {
  let isBroken = true;
  const whole = await testServices(presign);
  const { bench } = await opened({
    emulator: () => (isBroken ? Promise.reject(new Error('the database is gone')) : whole.emulator()),
  });
  expect(bench.fault).toEqual({ message: 'the database is gone' });
  isBroken = false;
  await bench.start();
  expect(bench.fault).toBeUndefined();
  expect(bench.signing.account).toBeDefined();
});

test('pasted credentials sign, are in no setting and no snapshot, and are forgotten', async () => {
  const { bench, services } = await opened();
  await bench.connect({
    kind: 'amazon',
    bucket: 'my-bucket',
    endpoint: { region: 'eu-west-1', addressing: 'virtual' },
  });
  bench.change({ key: 'k' });
  await bench.presign();
  expect(bench.fault?.message).toContain('Paste credentials');
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const token = 'IQoJb3JpZ2luX2VjEXAMPLE//token';
  const pasted = { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', SecretAccessKey: secret, SessionToken: token };
  expect(bench.signing.keys.paste(JSON.stringify(pasted))).toBeUndefined();
  await bench.presign();
  expect(bench.url?.signed.url).toMatch('https://my-bucket.s3.eu-west-1.amazonaws.com/k?');
  const everything = JSON.stringify([services.settings(), bench.signing.keys, { ...bench.signing.keys }]);
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain(token);
  bench.signing.keys.forget();
  expect([bench.signing.keys.credentials, bench.signing.keys.summary]).toEqual([undefined, undefined]);
});

test('a new endpoint is allowed and takes effect on the next load only', async () => {
  const allowed: (readonly string[])[] = [];
  const { bench, services } = await opened({ allowOrigins: async (origins) => void allowed.push(origins) });
  expect(bench.connections.needsReload).toBe(false);
  await bench.connect({
    kind: 'compatible',
    bucket: 'b',
    endpoint: { url: 'https://ceph.example', region: 'us-east-1', addressing: 'path' },
  });
  expect(allowed.at(-1)).toEqual(['https://ceph.example']);
  expect(bench.connections.needsReload).toBe(true);
  const after = new Bench(services);
  await after.start();
  expect(after.connections.chosen.bucket).toBe('b');
  expect(after.connections.needsReload).toBe(false);
  await after.connect(after.connections.ready[0]!);
  expect(allowed.at(-1)).toEqual([]);
});

test('a bucket configured at the start shows first, and this computer signs for it', async () => {
  const asked: unknown[] = [];
  const { bench } = await opened({
    ownServer: async () => ({
      emulator: 'http://127.0.0.1:9000',
      bucket: { bucket: 'reports', region: 'eu-west-1' },
    }),
    signOnThisComputer: async (request) => {
      asked.push(request);
      return { ok: false, message: 'This computer found no AWS credentials.' };
    },
  });
  expect(bench.connections.chosen).toMatchObject({ isConfigured: true, bucket: 'reports' });
  expect([bench.form.bucket, bench.connections.needsReload]).toEqual(['reports', false]);
  bench.change({ key: 'q3.pdf' });
  await bench.presign();
  expect(asked).toMatchObject([{ operation: 'GetObject', key: 'q3.pdf', expiresSeconds: 900 }]);
  expect(bench.fault).toEqual({ message: 'This computer found no AWS credentials.' });
});

test('what is written into the form while the connections are looked for stays', async () => {
  const bench = new Bench(await testServices(presign));
  const started = bench.start();
  bench.change({ key: 'mine.txt' });
  await started;
  expect(bench.form.key).toBe('mine.txt');
});

test('what is filled in while the emulator starts stays', async () => {
  const bench = new Bench(await testServices(presign));
  expect(bench.form).toMatchObject({ bucket: 'valet-key-demo', key: 'hello.txt' });
  const started = bench.start();
  bench.change({ key: 'typed early.txt' });
  await started;
  expect(bench.form).toMatchObject({ bucket: 'valet-key-demo', key: 'typed early.txt' });
});
