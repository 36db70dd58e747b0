import { createHash } from 'node:crypto';
import { base64 } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { comparison, row, section } from './report.ts';
import { interleaved, type Contender, type Cost } from './rounds.ts';
import { ServerProcess } from './server-process.ts';
import { bucket, presignedTarget, signedHeaders } from './signed.ts';
import { requestHead, type Wire } from './wire.ts';

const small = Buffer.alloc(1024, 's');
const part = Buffer.alloc(5 * 1024 * 1024, 'p');
const partCount = 20;
const smallRequests = 1_000;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export interface SocketOptions {
  /** The built `server.js`. */
  readonly program: string;
  /** One of another build, to compare with. */
  readonly against?: string | undefined;
  readonly profileFolder?: string | undefined;
}

/** Small requests over a socket, each server in a process of its own. */
export async function measureSmall(options: SocketOptions): Promise<void> {
  await withServers(options, async (servers) => {
    await compare('Over a socket: signed PUT, 1 KiB', servers, smallRequests, 7, signedPut);
    await compare('Over a socket: presigned GET, 1 KiB', servers, smallRequests, 7, presignedGet);
  });
}

/** A multipart upload over a socket. */
export async function measureMultipart(options: SocketOptions): Promise<void> {
  const title = `Over a socket: multipart, ${partCount} parts of 5 MiB`;
  const checksum = base64(await digestOf('crc32', part));
  await withServers(options, async (servers) => {
    await compare(`${title}, presigned`, servers, 1, 5, (server) => multipart(server, presignedPart));
    await compare(`${title}, signed, with SHA-256 and CRC32`, servers, 1, 5, (server) =>
      multipart(server, (host, target) => signedPart(host, target, checksum)),
    );
  });
}

async function withServers(
  { program, against, profileFolder }: SocketOptions,
  measure: (servers: readonly ServerProcess[]) => Promise<void>,
): Promise<void> {
  const servers = [
    await ServerProcess.start('floor', 'floor', program),
    await ServerProcess.start('s3rver', 's3rver', program),
    await ServerProcess.start('ours, in memory', 'memory', program, profileFolder),
    await ServerProcess.start('ours, in a folder', 'folder', program, profileFolder),
    ...(against === undefined ? [] : [await ServerProcess.start('another build, in memory', 'memory', against)]),
  ];
  try {
    for (const server of servers) await createBucket(server);
    await measure(servers);
    const usages = await Promise.all(servers.map((server) => server.usage()));
    const peaks = servers.map(({ name }, index) => row(name, `${Math.round(usages[index]!.peakBytes / 2 ** 20)} MiB`));
    section('Peak memory of these servers', peaks);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

type Work = (server: ServerProcess) => Promise<void>;

async function compare(
  title: string,
  servers: readonly ServerProcess[],
  count: number,
  rounds: number,
  work: Work,
): Promise<void> {
  const contenders = servers.map((server): Contender => ({ name: server.name, run: () => costOf(server, work) }));
  section(title, comparison(await interleaved(contenders, rounds), count, ['floor', 's3rver']));
}

async function costOf(server: ServerProcess, work: Work): Promise<Cost> {
  const before = await server.usage();
  const started = performance.now();
  await work(server);
  const wallMilliseconds = performance.now() - started;
  return { wallMilliseconds, cpuMilliseconds: (await server.usage()).cpuMilliseconds - before.cpuMilliseconds };
}

async function createBucket(server: ServerProcess): Promise<void> {
  const document = Buffer.from(
    '<CreateBucketConfiguration><LocationConstraint>us-east-2</LocationConstraint></CreateBucketConfiguration>',
  );
  const target = `/${bucket}`;
  const headers = signedHeaders('PUT', server.host, target, sha256(document));
  await sent(server.wires[0]!, requestHead('PUT', target, [...headers, length(document)]), document);
}

/** Each connection has a key of its own, as clients have. */
async function signedPut(server: ServerProcess): Promise<void> {
  const heads = new Map(server.wires.map((wire, index) => [wire, putHead(server.host, index)]));
  await onEveryWire(server, smallRequests, (wire) => sent(wire, heads.get(wire)!, small));
}

function putHead(host: string, index: number): Buffer {
  const target = `/${bucket}/small-${index}`;
  return requestHead('PUT', target, [...signedHeaders('PUT', host, target, sha256(small)), length(small)]);
}

async function presignedGet(server: ServerProcess): Promise<void> {
  const head = requestHead('GET', presignedTarget('GET', server.host, `/${bucket}/small-0`), [['host', server.host]]);
  await onEveryWire(server, smallRequests, async (wire) => {
    const body = await sent(wire, head);
    if (!body.equals(small)) throw new Error('another body came back');
  });
}

type PartHead = (host: string, target: string) => Buffer;

const presignedPart: PartHead = (host, target) =>
  requestHead('PUT', presignedTarget('PUT', host, target), [['host', host], length(part)]);

const partHash = sha256(part);
const signedPart = (host: string, target: string, checksum: string): Buffer =>
  requestHead('PUT', target, [
    ...signedHeaders('PUT', host, target, partHash, [['x-amz-checksum-crc32', checksum]]),
    length(part),
  ]);

async function multipart(server: ServerProcess, partHead: PartHead): Promise<void> {
  const { host, wires } = server;
  const [first] = wires as [Wire];
  const path = `/${bucket}/big`;
  const call = (method: string, target: string, body: Buffer): Promise<Buffer> => {
    const headers = signedHeaders(method, host, target, sha256(body));
    return sent(first, requestHead(method, target, [...headers, length(body)]), body);
  };
  const created = (await call('POST', `${path}?uploads=`, Buffer.alloc(0))).toString();
  const uploadId = /<UploadId>(.+?)<\/UploadId>/.exec(created)?.[1] ?? '';
  let next = 1;
  await onEveryWire(server, partCount, (wire) => {
    const target = `${path}?partNumber=${next}&uploadId=${uploadId}`;
    next += 1;
    return sent(wire, partHead(host, target), part);
  });
  const etag = createHash('md5').update(part).digest('hex');
  const parts = Array.from(
    { length: partCount },
    (_, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>"${etag}"</ETag></Part>`,
  );
  const list = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`);
  await call('POST', `${path}?uploadId=${uploadId}`, list);
}

/** So many pieces of work, each connection busy with one at a time. */
async function onEveryWire(server: ServerProcess, count: number, work: (wire: Wire) => Promise<unknown>) {
  let left = count;
  await Promise.all(
    server.wires.map(async (wire) => {
      while ((left -= 1) >= 0) await work(wire);
    }),
  );
}

/** A figure over answers that are errors would be worth nothing. */
async function sent(wire: Wire, ...request: readonly Buffer[]): Promise<Buffer> {
  const { status, body } = await wire.exchange(...request);
  if (status !== 200) throw new Error(`a server under measurement answered ${status}: ${body.toString()}`);
  return body;
}

function length(body: Buffer): readonly [string, string] {
  return ['content-length', String(body.length)];
}
