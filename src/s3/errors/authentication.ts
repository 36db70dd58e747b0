import { documented, recorded, type ErrorEntry } from './entry.ts';

/** Who sends a request, and whether it is signed as it should be. */
export const authenticationErrors = {
  AuthorizationHeaderMalformed: documented(400, 'The authorization header that you provided is not valid.'),
  AuthorizationQueryParametersError: recorded(
    400,
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  ),
  ExpiredToken: recorded(400, 'The provided token has expired.'),
  InvalidAccessKeyId: recorded(403, 'The AWS Access Key Id you provided does not exist in our records.'),
  InvalidToken: recorded(400, 'The provided token is malformed or otherwise invalid.'),
  RequestTimeTooSkewed: recorded(403, 'The difference between the request time and the current time is too large.'),
  SignatureDoesNotMatch: recorded(
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ),
  XAmzContentSHA256Mismatch: documented(
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ),
} as const satisfies Record<string, ErrorEntry>;
