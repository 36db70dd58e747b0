import { collect } from '#base/byte-source.ts';
import { hex, utf8Text } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { parseQuery, type QueryParameter } from '#sigv4/query.ts';
import type { Address } from '../locate/addressing.ts';
import type { S3Request } from '../request.ts';
import { StsError } from './errors.ts';

/** A request to STS, its form read. */
export interface StsRequest {
  readonly request: S3Request;
  readonly query: readonly QueryParameter[];
  /** Those of the form, and behind them those of the query. */
  readonly parameters: readonly QueryParameter[];
  /** SHA-256 of the body in hexadecimal: STS hashes it itself, whatever headers say. */
  readonly payloadHash: string;
}

/** No form of STS is nearly as long. */
const formMaximumBytes = 65_536;

/** What of a request says that STS is meant. */
export interface StsSigns {
  readonly method: string;
  readonly address: Address;
  readonly query: readonly QueryParameter[];
  readonly headers: readonly Header[];
}

/** Whether a request is one to STS, which shares the port of S3: a form posted to `/`, or a query that names an action. */
export function isStsRequest({ method, address, query, headers }: StsSigns): boolean {
  if (address.bucketName !== '' || address.key !== '') return false;
  if (method === 'POST') return !/^multipart\//i.test(headerValue(headers, 'content-type') ?? '');
  return method === 'GET' && query.some(([name]) => name === 'Action');
}

/** Reads the form of a request. @throws StsError for one that is too long. */
export async function stsRequest(request: S3Request, query: readonly QueryParameter[]): Promise<StsRequest> {
  const body = await bodyOf(request);
  const payloadHash = hex(await digestOf('sha256', body));
  const parameters = request.method === 'POST' ? [...parseQuery(utf8Text(body)), ...query] : query;
  return { request, query, parameters, payloadHash };
}

async function bodyOf({ body }: S3Request): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  try {
    return await collect(body, formMaximumBytes);
  } catch (error) {
    if (error instanceof RangeError) throw new StsError('RequestEntityTooLarge', undefined, 'assumed');
    throw error;
  }
}
