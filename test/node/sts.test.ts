import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { parseXml } from '#base/xml.ts';
import type { EmulatedCredentials } from '#s3/control/control.ts';
import type { Emulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { close, listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { importRootKeys, type RootKey } from '#node/root-keys.ts';
import { createS3Server } from '#node/s3-server.ts';
import { serviceSigner } from '../sigv4/smithy.ts';

const region = 'us-east-2';
const own: RootKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const other: RootKey = {
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  account: '999988887777',
};
let emulator: Emulator;
let server: Server;
let endpoint: string;
let folder: string;
const clients: S3Client[] = [];

beforeAll(async () => {
  emulator = nodeEmulator(memoryStore(), region);
  await importRootKeys(emulator, [own, other]);
  server = createS3Server(emulator);
  endpoint = `http://127.0.0.1:${await listen(server, 0, '--port')}`;
  folder = await mkdtemp(join(tmpdir(), 'valet-key-sts-'));
});

afterEach(() => vi.unstubAllEnvs());

afterAll(async () => {
  for (const client of clients) client.destroy();
  await close(server);
  await rm(folder, { recursive: true });
});

function s3(config: ConstructorParameters<typeof S3Client>[0]): S3Client {
  const client = new S3Client({ region, endpoint, forcePathStyle: true, ...config });
  clients.push(client);
  return client;
}

/** Posts an action, signed by an independent implementation. */
async function called(by: EmulatedCredentials, form: Readonly<Record<string, string>>): Promise<Response> {
  const body = new URLSearchParams({ Version: '2011-06-15', ...form }).toString();
  const { hostname, port, host } = new URL(endpoint);
  const { accessKeyId, secretAccessKey, sessionToken } = by;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
  const headers = { host, 'content-type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', protocol: 'http:', hostname, port: Number(port), path: '/', headers, body };
  const signed = await serviceSigner('sts', credentials, region).sign(request);
  return fetch(`${endpoint}/`, { method: 'POST', headers: signed.headers, body });
}

test('two accounts have buckets of their own, and neither reads those of the other', async () => {
  const [first, second] = [s3({ credentials: own }), s3({ credentials: other })];
  await first.send(new CreateBucketCommand({ Bucket: 'first-bucket' }));
  await second.send(new CreateBucketCommand({ Bucket: 'second-bucket' }));
  const names = async (client: S3Client): Promise<unknown> => {
    const { Buckets = [], Owner } = await client.send(new ListBucketsCommand({}));
    return { names: Buckets.map(({ Name }) => Name), owner: Owner?.ID };
  };
  const [mine, theirs] = [await names(first), await names(second)];
  expect(mine).toMatchObject({ names: ['first-bucket'] });
  expect(theirs).toMatchObject({ names: ['second-bucket'] });
  expect((mine as { owner: string }).owner).not.toBe((theirs as { owner: string }).owner);
  const put = second.send(new PutObjectCommand({ Bucket: 'first-bucket', Key: 'a', Body: 'x' }));
  await expect(put).rejects.toMatchObject({ name: 'AccessDenied', message: 'Access Denied' });
});

test('GetCallerIdentity names the account of each key', async () => {
  const answers = await Promise.all([own, other].map((by) => called(by, { Action: 'GetCallerIdentity' })));
  const arns = await Promise.all(
    answers.map(async (answer) =>
      parseXml(await answer.text())
        ?.child('GetCallerIdentityResult')
        ?.textOf('Arn'),
    ),
  );
  expect(arns).toEqual(['arn:aws:iam::111122223333:root', 'arn:aws:iam::999988887777:root']);
  expect(answers[0]?.headers.get('x-amzn-requestid')).toMatch(/^\w{16}$/);
  expect(answers[0]?.headers.get('server')).toBeNull();
});

test('an answer that is an error names its code as STS does', async () => {
  const answer = await called(own, { Action: 'AssumeRole', RoleArn: 'x'.repeat(20), RoleSessionName: 'a b' });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('text/xml');
  const error = parseXml(await answer.text())?.child('Error');
  expect([error?.textOf('Type'), error?.textOf('Code')]).toEqual(['Sender', 'ValidationError']);
});

test('the AWS SDK assumes the role of a profile here, and works with what it is given', async () => {
  await emulator.control({ command: 'put-user', user: 'deployer', allow: ['sts:AssumeRole'] });
  await emulator.control({ command: 'put-role', role: 'writer', allow: ['s3:PutObject'], trusts: ['111122223333'] });
  const made = await emulator.control({ command: 'credentials', identity: 'deployer' });
  if (!made.ok || made.kind !== 'credentials') throw new Error('no key');
  const { accessKeyId, secretAccessKey } = made.credentials;
  const file = join(folder, 'config');
  await writeFile(
    file,
    `[profile base]
aws_access_key_id = ${accessKeyId}
aws_secret_access_key = ${secretAccessKey}
[profile writer]
role_arn = arn:aws:iam::111122223333:role/writer
role_session_name = nightly
source_profile = base
region = ${region}
`,
  );
  vi.stubEnv('AWS_CONFIG_FILE', file);
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
  vi.stubEnv('AWS_ENDPOINT_URL_STS', endpoint);
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined);
  const client = s3({ profile: 'writer' });
  await s3({ credentials: own }).send(new CreateBucketCommand({ Bucket: 'profile-bucket' }));
  await client.send(new PutObjectCommand({ Bucket: 'profile-bucket', Key: 'a', Body: 'x' }));
  await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('arn:aws:sts::111122223333:assumed-role/writer/nightly') as string,
  });
});
