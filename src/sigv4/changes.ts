import { unsignedPayload } from './claims.ts';
import { canonicalUri } from './encode.ts';
import type { Cause, Change, ClaimedRequest, Suspicions } from './cause.ts';
import { headerValue, type Header } from './headers.ts';
import { hostChanges } from './host-changes.ts';
import { queryValue, type QueryParameter } from './query.ts';
import type { SignedRequest } from './signing-steps.ts';

const methods = ['GET', 'PUT', 'HEAD', 'DELETE', 'POST'];
/** Parameters that belong to the signature itself. */
const ownParameters = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token)$/i;
/** What SDKs add to a URL, so that a part of it was perhaps cut away. */
const sdkParameters: readonly QueryParameter[] = [
  ['X-Amz-Content-Sha256', unsignedPayload],
  ['x-amz-checksum-mode', 'ENABLED'],
  ...['GetObject', 'PutObject', 'UploadPart', 'DeleteObject'].map((id): QueryParameter => ['x-id', id]),
];
const contentTypes = ['', 'application/octet-stream', 'binary/octet-stream', 'application/x-www-form-urlencoded'];
const usualSeconds = [60, 300, 600, 900, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800];

/** Every change that this request may have met. */
export function changesOf(arrived: ClaimedRequest, suspicions: Suspicions): readonly Change[] {
  return [
    ...methodChanges(arrived),
    ...parameterChanges(arrived),
    ...hostChanges(arrived.request, suspicions.hosts ?? []),
    ...pathChanges(arrived, suspicions.basePaths ?? []),
    ...headerChanges(arrived, suspicions.headerValues ?? []),
    ...claimChanges(arrived),
  ];
}

function methodChanges({ request }: ClaimedRequest): Change[] {
  return methods
    .filter((method) => method !== request.method.toUpperCase())
    .map((method) => requestChange({ kind: 'method', method }, (signed) => ({ ...signed, method })));
}

function parameterChanges({ request: { query } }: ClaimedRequest): Change[] {
  const names = [...new Set(query.map(([name]) => name).filter((name) => !ownParameters.test(name)))];
  const sets = [...names.map((name) => [name]), ...pairsOf(names), ...(names.length > 2 ? [names] : [])];
  const added = sets.map((gone) =>
    queryChange({ kind: 'extra-parameter', names: gone }, (all) => all.filter(([name]) => !gone.includes(name))),
  );
  const removed = sdkParameters
    .filter(([name]) => queryValue(query, name) === undefined)
    .map(([name, value]) =>
      queryChange({ kind: 'missing-parameter', name, value }, (all) => [...all, [name, value] as const]),
    );
  const spaced = query
    .filter(([, value]) => value.includes(' '))
    .map(([name]) =>
      queryChange({ kind: 'plus-as-space', name }, (all) =>
        all.map(([other, value]): QueryParameter => [other, other === name ? value.replaceAll(' ', '+') : value]),
      ),
    );
  return [...added, ...removed, ...spaced];
}

/** Two added parameters are common, as `utm_source` with `utm_medium`; more than a dozen would be too many pairs. */
function pairsOf(names: readonly string[]): string[][] {
  const few = names.slice(0, 12);
  return few.flatMap((one, at) => few.slice(at + 1).map((other) => [one, other]));
}

function pathChanges({ request: { rawPath } }: ClaimedRequest, basePaths: readonly string[]): Change[] {
  const candidates = [
    rawPath.replaceAll('+', '%20'),
    rawPath.replaceAll('%20', '%2B'),
    // Other services encode the path twice; a proxy may have decoded once.
    canonicalUri(rawPath).replaceAll('%', '%25'),
    rawPath.replaceAll('%25', '%'),
    rawPath.endsWith('/') ? rawPath.slice(0, -1) : `${rawPath}/`,
    rawPath.replace(/^\/+/, '/'),
    rawPath.replace(/^\//, '//'),
    ...basePaths.map((base) => (rawPath.startsWith(`${base}/`) ? rawPath.slice(base.length) : base + rawPath)),
  ];
  const own = canonicalUri(rawPath);
  return [...new Set(candidates)]
    .filter((candidate) => canonicalUri(candidate) !== own)
    .map((candidate) =>
      requestChange({ kind: 'path', rawPath: candidate }, (signed) => ({ ...signed, rawPath: candidate })),
    );
}

function headerChanges({ request, claims }: ClaimedRequest, known: readonly Header[]): Change[] {
  const values: readonly Header[] = [...known, ...contentTypes.map((type): Header => ['content-type', type])];
  return values
    .map(([name, value]): Header => [name.toLowerCase(), value])
    .filter(([name, value]) => claims.signedHeaders.includes(name) && headerValue(request.headers, name) !== value)
    .map(([name, value]) =>
      requestChange({ kind: 'header-value', name, value }, (signed) => ({
        ...signed,
        headers: [...signed.headers.filter(([other]) => other.toLowerCase() !== name), [name, value]],
      })),
    );
}

function claimChanges({ request, claims }: ClaimedRequest): Change[] {
  const hash = headerValue(request.headers, 'x-amz-content-sha256');
  const hashes =
    claims.carrier === 'query' ? [unsignedPayload, ...(hash === undefined ? [] : [hash])] : [unsignedPayload];
  const lives = claims.carrier === 'query' ? usualSeconds.filter((life) => life !== claims.expiresSeconds) : [];
  return [
    ...hashes
      .filter((payloadHash) => payloadHash !== claims.payloadHash)
      .map((payloadHash): Change => ({
        cause: { kind: 'payload-hash', payloadHash },
        undo: (arrived) => ({ ...arrived, claims: { ...arrived.claims, payloadHash } }),
      })),
    ...lives.map((expiresSeconds) =>
      queryChange({ kind: 'expires', expiresSeconds }, (all) =>
        all.map(([name, value]) => [name, name === 'X-Amz-Expires' ? String(expiresSeconds) : value] as const),
      ),
    ),
  ];
}

function requestChange(cause: Cause, undo: (request: SignedRequest) => SignedRequest): Change {
  return { cause, undo: (arrived) => ({ ...arrived, request: undo(arrived.request) }) };
}

function queryChange(cause: Cause, undo: (query: readonly QueryParameter[]) => readonly QueryParameter[]): Change {
  return requestChange(cause, (request) => ({ ...request, query: undo(request.query) }));
}
