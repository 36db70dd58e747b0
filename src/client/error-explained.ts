import type { WireResponse } from './transport.ts';
import { s3ErrorElement } from './s3-error-element.ts';

/** An answer of a server that tells no decision, in words, from what its error says. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly text: string;
}

const texts: Readonly<Record<string, string>> = {
  SignatureDoesNotMatch:
    'What arrived is not what was signed, or another secret key signed it. Compare the canonical request below: method, path, every parameter, the host and the signed headers count.',
  AuthorizationQueryParametersError:
    'One of the X-Amz parameters is missing or cannot be read. The message says which.',
  InvalidAccessKeyId:
    'No active key has this id. It was deleted or deactivated, or it is temporary and its session token is missing.',
  ExpiredToken: 'The session that signed this URL has ended, and the URL with it, however long it was to live.',
  InvalidToken:
    'The session token is not the one of this key, or its encoding was changed on the way: “+” becomes a space.',
  NoSuchKey: 'The signature holds, and the signer may know: there is no object with this key.',
  NoSuchBucket: 'The signature holds. There is no bucket of this name.',
  NoSuchUpload: 'There is no such upload: its id is wrong, or it was completed or aborted.',
  PermanentRedirect: 'The bucket has another endpoint. The host is signed, so sign again for the right one.',
  TemporaryRedirect: 'The bucket is reached elsewhere for now. Sign for the endpoint of its own Region.',
  RequestTimeTooSkewed: 'The clock of the sender is more than 15 minutes off.',
  InvalidArgument: 'A value of the request is not allowed. The message says which.',
  InvalidRequest: 'The request cannot be carried out as it is. The message says why.',
  EntityTooLarge: 'The body is larger than one request may carry, which is 5 GiB.',
  BadDigest: 'The body that arrived has another checksum than the request says.',
  PreconditionFailed: 'A condition of the request does not hold, as If-None-Match where the key exists already.',
  MethodNotAllowed: 'This method does not go with what the URL addresses.',
  NotImplemented: 'The server does not offer what this request asks for.',
};

/** What an error document means; `undefined` where the answer is none. */
export function errorExplained(response: Pick<WireResponse, 'body'>): Explanation | undefined {
  const error = s3ErrorElement(response);
  const code = error?.textOf('Code');
  if (!error || code === undefined) return undefined;
  const message = error.textOf('Message') ?? '';
  return {
    code,
    message,
    text: code === 'AccessDenied' ? accessDenied(message) : (texts[code] ?? 'The message says more.'),
  };
}

/** One code for many reasons; the message tells them apart. */
function accessDenied(message: string): string {
  if (/has expired/i.test(message)) return 'Date + Expires lies in the past. The link has to be signed again.';
  if (/not yet valid/i.test(message)) return 'The date of the URL lies ahead: the clock of the signer is wrong.';
  if (/not signed/i.test(message))
    return 'An x-amz- header was sent that the signature does not cover. Each of them has to be signed.';
  if (/explicit deny/i.test(message)) return 'A policy denies it, and a deny wins over every allow.';
  if (/not authorized/i.test(message)) return 'The signature holds. The signer has no permission for this, now.';
  return 'The signature was not at fault. The signer may not do this, or a policy denies it; a missing key looks the same to a signer who may not list the bucket.';
}
