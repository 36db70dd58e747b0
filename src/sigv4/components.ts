import { uriDecode } from './encode.ts';

/** What a piece of a presigned URL is. */
export type UrlComponentKind =
  | 'endpoint'
  | 'bucket'
  | 'key'
  | 'algorithm'
  | 'credential'
  | 'date'
  | 'expires'
  | 'token'
  | 'headers'
  | 'content-sha256'
  | 'sdk-id'
  | 'checksum'
  | 'part-number'
  | 'upload-id'
  | 'response-override'
  | 'signature'
  | 'other'
  | 'separator';

/** A piece of a URL. */
export interface UrlComponent {
  readonly kind: UrlComponentKind;
  /** The name of a query parameter, decoded. */
  readonly name?: string;
  /** As it stands in the URL, a parameter with its name. */
  readonly raw: string;
  /** Decoded, a parameter without its name. */
  readonly value: string;
}

/** How to read the part before the query. */
export interface UrlComponentOptions {
  /** A path before the bucket that belongs to the endpoint, as `/s3`. */
  readonly basePath?: string;
  /** Where the bucket stands: in the path or in the host. Told by the host if not given. */
  readonly addressing?: 'path' | 'virtual';
}

const kindOfParameter: Readonly<Record<string, UrlComponentKind>> = {
  'x-amz-algorithm': 'algorithm',
  'x-amz-credential': 'credential',
  'x-amz-date': 'date',
  'x-amz-expires': 'expires',
  'x-amz-security-token': 'token',
  'x-amz-signedheaders': 'headers',
  'x-amz-content-sha256': 'content-sha256',
  'x-amz-signature': 'signature',
  'x-id': 'sdk-id',
  'x-amz-sdk-checksum-algorithm': 'checksum',
  partnumber: 'part-number',
  uploadid: 'upload-id',
};

const httpUrl = /^(https?:\/\/)?([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/is;
/** A bucket in the host of an Amazon endpoint: what stands before `.s3.` or `.s3-`. */
const amazonVirtualHost = /^(.+?)(\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?(?::\d+)?)$/i;

/** A name of the DNS with a port; a longer one is no Amazon endpoint and would only cost time. */
const longestHost = 260;

/** A presigned URL taken apart, for display; joined again, the `raw` of all components are the URL. */
export function urlComponents(url: string, options: UrlComponentOptions = {}): readonly UrlComponent[] {
  const [, scheme = '', host = '', path = '', query = '', fragment = ''] = httpUrl.exec(url) ?? [];
  const origin = originComponents(scheme, host, options);
  const isVirtual = origin.some(({ kind }) => kind === 'bucket');
  const components = [
    ...origin,
    ...(isVirtual ? keyComponents(path) : pathComponents(path, options.basePath ?? '')),
    ...queryComponents(query),
    plain('other', fragment),
  ];
  // Two pieces of the endpoint that touch are one, as `http://127.0.0.1` and its base path are.
  return components.filter(({ raw }) => raw !== '').reduce<UrlComponent[]>(joinedEndpoint, []);
}

function originComponents(scheme: string, host: string, options: UrlComponentOptions): UrlComponent[] {
  const [bucket, rest] = options.addressing === 'path' ? [] : bucketInHost(host, options.addressing === 'virtual');
  if (bucket === undefined || rest === undefined) return [plain('endpoint', scheme + host)];
  return [plain('endpoint', scheme), plain('bucket', bucket), plain('endpoint', rest)];
}

function bucketInHost(host: string, isVirtual: boolean): readonly string[] {
  const amazon = host.length <= longestHost ? amazonVirtualHost.exec(host) : null;
  if (amazon) return amazon.slice(1);
  const dot = host.indexOf('.');
  return isVirtual && dot > 0 ? [host.slice(0, dot), host.slice(dot)] : [];
}

function pathComponents(path: string, basePath: string): UrlComponent[] {
  const base = basePath !== '' && (path === basePath || path.startsWith(`${basePath}/`)) ? basePath : '';
  const rest = path.slice(base.length);
  const end = rest.indexOf('/', 1);
  const bucket = rest.slice(1, end < 0 ? undefined : end);
  return [
    plain('endpoint', base),
    plain('separator', rest.slice(0, 1)),
    { kind: 'bucket', raw: bucket, value: uriDecode(bucket) },
    ...keyComponents(end < 0 ? '' : rest.slice(end)),
  ];
}

function keyComponents(path: string): UrlComponent[] {
  const key = path.slice(1);
  return [plain('separator', path.slice(0, 1)), { kind: 'key', raw: key, value: uriDecode(key) }];
}

function queryComponents(query: string): UrlComponent[] {
  const components: UrlComponent[] = [plain('separator', query.slice(0, 1))];
  for (const [at, piece] of query.slice(1).split('&').entries()) {
    if (at > 0) components.push(plain('separator', '&'));
    const equals = piece.indexOf('=');
    const name = uriDecode(equals < 0 ? piece : piece.slice(0, equals), true);
    const value = equals < 0 ? '' : uriDecode(piece.slice(equals + 1), true);
    components.push({ kind: parameterKind(name), name, raw: piece, value });
  }
  return components;
}

function parameterKind(name: string): UrlComponentKind {
  const lower = name.toLowerCase();
  if (lower.startsWith('response-')) return 'response-override';
  if (lower.startsWith('x-amz-checksum-')) return 'checksum';
  return kindOfParameter[lower] ?? 'other';
}

function plain(kind: UrlComponentKind, raw: string): UrlComponent {
  return { kind, raw, value: raw };
}

function joinedEndpoint(components: UrlComponent[], next: UrlComponent): UrlComponent[] {
  const last = components.at(-1);
  if (last?.kind !== 'endpoint' || next.kind !== 'endpoint') return [...components, next];
  return [...components.slice(0, -1), plain('endpoint', last.raw + next.raw)];
}
