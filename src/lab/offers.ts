import { amazonConnection, type Connection } from '#client/connection.ts';
import type { AddressingStyle } from '#client/endpoint.ts';
import type { OwnServer } from '#client/own-server.ts';

/** The emulators' own Regions: where their first bucket stands. */
export const browserRegion = 'us-east-1';
export const computerRegion = 'us-east-2';

/** What the learner wrote to describe a real bucket. */
export interface BucketFields {
  readonly bucket: string;
  readonly region: string;
  /** Of a compatible server. */
  readonly url: string;
  readonly addressing: AddressingStyle;
}

export const emptyBucketFields: BucketFields = { bucket: '', region: 'us-east-1', url: '', addressing: 'path' };

/** The emulator in this browser; it is always there. */
export function browserConnection(emulatorUrl: string): Connection {
  return { kind: 'browser', endpoint: { url: emulatorUrl, region: browserRegion, addressing: 'path' } };
}

/** The connections that need nothing to be filled in. A bucket that this computer was started with stands first. */
export function readyConnections(emulatorUrl: string, server: OwnServer | undefined): readonly Connection[] {
  const browser = browserConnection(emulatorUrl);
  if (!server) return [browser];
  const computer: Connection = {
    kind: 'computer',
    endpoint: { url: server.emulator, region: computerRegion, addressing: 'path' },
  };
  return [...(server.bucket ? [configured(server.bucket)] : []), browser, computer];
}

export type ConnectionResult =
  { readonly ok: true; readonly connection: Connection } | { readonly ok: false; readonly message: string };

/** A real bucket from what was written, or what is wrong with it. */
export function describedConnection(kind: 'amazon' | 'compatible', fields: BucketFields): ConnectionResult {
  const bucket = fields.bucket.trim();
  const region = fields.region.trim();
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket))
    return refused('Name the bucket: 3 to 63 small letters, digits, dots and hyphens.');
  if (!/^[a-z0-9-]+$/.test(region)) return refused('Name its Region, as us-east-1.');
  if (kind === 'amazon') return { ok: true, connection: amazonConnection(region, bucket) };
  const url = endpointUrl(fields.url);
  if (url === undefined) return refused('Write the endpoint as an http or https address, without a user or a query.');
  return { ok: true, connection: { kind, bucket, endpoint: { url, region, addressing: fields.addressing } } };
}

/** An endpoint's address as it is kept, or `undefined` if it is none. */
export function endpointUrl(text: string): string | undefined {
  if (!URL.canParse(text.trim())) return undefined;
  const { protocol, username, password, search, hash, origin, pathname } = new URL(text.trim());
  const isPlain = username + password + search + hash === '' && (protocol === 'http:' || protocol === 'https:');
  return isPlain ? origin + pathname.replace(/\/+$/, '') : undefined;
}

function configured({ bucket, region, endpoint }: NonNullable<OwnServer['bucket']>): Connection {
  const isConfigured = true;
  if (endpoint === undefined) return { ...amazonConnection(region, bucket), isConfigured };
  const url = endpointUrl(endpoint) ?? endpoint;
  return { kind: 'compatible', bucket, isConfigured, endpoint: { url, region, addressing: 'path' } };
}

function refused(message: string): ConnectionResult {
  return { ok: false, message };
}
