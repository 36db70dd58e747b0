import { createHash, createHmac } from 'node:crypto';

import { SignatureV4 } from '@smithy/signature-v4';

import { example } from './vectors.ts';

/** SHA-256 and HMAC-SHA-256 of Node, in the shape the signer wants. */
class NodeSha256 {
  readonly #hash: { update(bytes: Uint8Array | string): unknown; digest(): Buffer };

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }

  update(bytes: Uint8Array | string): void {
    this.#hash.update(bytes);
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }

  reset(): void {
    throw new Error('no hash is used twice');
  }
}

/** The independent implementation that signatures are compared with. */
export function smithySigner(region = 'us-east-1', sessionToken?: string): SignatureV4 {
  return new SignatureV4({
    credentials: sessionToken === undefined ? example : { ...example, sessionToken },
    region,
    service: 's3',
    sha256: NodeSha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
}

/** The same for a service other than S3. */
export function serviceSigner(
  service: string,
  credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string },
  region = 'us-east-1',
): SignatureV4 {
  return new SignatureV4({ credentials, region, service, sha256: NodeSha256 });
}

/** The encoding of a key in a path, as the SDK writes it. */
export function sdkPath(key: string): string {
  return `/${key.split('/').map(sdkEncode).join('/')}`;
}

export function sdkEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
