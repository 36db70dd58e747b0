import { amazonEndpoint, type Endpoint } from './endpoint.ts';
import { rawUrl } from './transport.ts';

/** Where a learner's requests go: an emulator in this browser or on this computer, Amazon, or another server. */
export const connectionKinds = ['browser', 'computer', 'amazon', 'compatible'] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

export interface Connection {
  readonly kind: ConnectionKind;
  readonly endpoint: Endpoint;
  /** The bucket to begin with. */
  readonly bucket?: string | undefined;
  /** The bucket that this computer was started with: its server signs, and the page gets URLs only. */
  readonly isConfigured?: boolean | undefined;
}

const names: Readonly<Record<ConnectionKind, string>> = {
  browser: 'Emulator in this browser',
  computer: 'Emulator on this computer',
  amazon: 'Amazon S3',
  compatible: 'S3-compatible',
};

/** What a connection is called on screen. */
export function connectionName({ kind, bucket, isConfigured }: Connection): string {
  if (isConfigured) return `${bucket ?? 'Your bucket'} · signed on this computer`;
  return bucket === undefined ? names[kind] : `${names[kind]} · ${bucket}`;
}

/** Both emulators are ours: their account, its clock and its decisions can be asked for. */
export function isEmulator({ kind }: Pick<Connection, 'kind'>): boolean {
  return kind === 'browser' || kind === 'computer';
}

/** Whose word an answer is. Only Amazon's own answers are S3's. */
export function verdictTitle({ kind }: Pick<Connection, 'kind'>): string {
  if (kind === 'amazon') return "S3's verdict";
  return kind === 'compatible' ? "The server's verdict" : "The emulator's verdict";
}

/** The path of an endpoint, which stands before the bucket and is signed with it: `/s3`, or nothing. */
export function basePathOf({ url }: Endpoint): string {
  return url === undefined ? '' : rawUrl(url).rawPath.replace(/\/+$/, '');
}

/** The origins that the page has to be allowed to reach for a bucket, besides its own. */
export function originsOf({ kind, endpoint }: Connection, bucket: string): readonly string[] {
  if (kind === 'browser') return [];
  const hosts = endpoint.url === undefined ? [amazonOrigin(endpoint.region)] : [new URL(endpoint.url).origin];
  return hosts.map((origin) => (endpoint.addressing === 'virtual' ? withBucket(origin, bucket) : origin));
}

/** Amazon's endpoint of a Region. A bucket with a dot goes into the path, as its certificate would not fit. */
export function amazonConnection(region: string, bucket: string): Connection {
  const endpoint = amazonEndpoint(region);
  return { kind: 'amazon', bucket, endpoint: bucket.includes('.') ? { ...endpoint, addressing: 'path' } : endpoint };
}

function amazonOrigin(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

function withBucket(origin: string, bucket: string): string {
  return bucket === '' ? origin : origin.replace('://', `://${bucket}.`);
}
