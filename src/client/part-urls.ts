import { SigningKeys } from '#sigv4/signing-key.ts';

import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { presign, type SignedUrl } from './presign.ts';
import { signedAnew } from './signed-anew.ts';

export interface PartUrlsRequest {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
  readonly bucket: string;
  readonly key: string;
  readonly uploadId: string;
  readonly partNumbers: readonly number[];
  readonly expiresSeconds: number;
  readonly instant: Date;
}

/** Presigned UploadPart URLs, in the order of their part numbers given: the first by the SDK, the others like it by `sigv4`. */
export async function partUrls(request: PartUrlsRequest): Promise<readonly SignedUrl[]> {
  const { partNumbers, uploadId, credentials, expiresSeconds, instant } = request;
  const [first, ...others] = partNumbers;
  if (first === undefined) return [];
  const model = await presign({
    ...request,
    operation: 'UploadPart',
    input: { UploadId: uploadId, PartNumber: first },
  });
  const { url, method, headers, region } = model;
  const keys = new SigningKeys();
  const signing = { url, method, headers, region, credentials, expiresSeconds, instant, keys };
  const like = (number: number): SignedUrl => ({
    ...model,
    url: signedAnew({ ...signing, query: [['partNumber', String(number)]] }),
  });
  return [model, ...others.map(like)];
}
