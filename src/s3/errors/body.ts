import { documented, otherServer, recorded, type ErrorEntry } from './entry.ts';

/** The bytes of a request. */
export const bodyErrors = {
  BadDigest: recorded(400, 'The Content-MD5 you specified did not match what we received.'),
  EntityTooLarge: recorded(400, 'Your proposed upload exceeds the maximum allowed size'),
  EntityTooSmall: recorded(400, 'Your proposed upload is smaller than the minimum allowed size'),
  IncompleteBody: documented(
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  ),
  InvalidChunkSizeError: otherServer(403, 'Only the last chunk is allowed to have a size less than 8192 bytes'),
  InvalidDigest: recorded(400, 'The Content-MD5 you specified was invalid.'),
  MalformedTrailerError: otherServer(
    400,
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  ),
  MalformedXML: recorded(
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ),
  MaxMessageLengthExceeded: documented(400, 'Your request was too big.'),
  MissingContentLength: documented(411, 'You must provide the Content-Length HTTP header.'),
  MissingRequestBodyError: documented(400, 'Request body is empty.'),
} as const satisfies Record<string, ErrorEntry>;
