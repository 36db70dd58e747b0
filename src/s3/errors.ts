import type { Header } from '#sigv4/headers.ts';
import type { EvidenceLevel } from './decision.ts';

interface ErrorEntry {
  readonly status: number;
  readonly message: string;
  /** How code, status and message are known. */
  readonly known: EvidenceLevel;
}

const recorded = (status: number, message: string): ErrorEntry => ({ status, message, known: 'recorded' });
const documented = (status: number, message: string): ErrorEntry => ({ status, message, known: 'documented' });
const otherServer = (status: number, message: string): ErrorEntry => ({ status, message, known: 'other server' });

/** Every error code the emulator answers, with its status and its usual message. */
const errorEntries = {
  AccessDenied: recorded(403, 'Access Denied'),
  AccessForbidden: recorded(403, 'CORSResponse: CORS is not enabled for this bucket.'),
  AccessControlListNotSupported: recorded(400, 'The bucket does not allow ACLs'),
  AuthorizationHeaderMalformed: documented(400, 'The authorization header that you provided is not valid.'),
  AuthorizationQueryParametersError: recorded(
    400,
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  ),
  BadDigest: recorded(400, 'The Content-MD5 you specified did not match what we received.'),
  BadRequest: recorded(400, 'Insufficient information. Origin request header needed.'),
  BucketAlreadyExists: documented(
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ),
  BucketAlreadyOwnedByYou: documented(
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ),
  BucketNotEmpty: documented(409, 'The bucket you tried to delete is not empty'),
  ConditionalRequestConflict: recorded(
    409,
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  ),
  EntityTooLarge: recorded(400, 'Your proposed upload exceeds the maximum allowed size'),
  EntityTooSmall: recorded(400, 'Your proposed upload is smaller than the minimum allowed size'),
  ExpiredToken: recorded(400, 'The provided token has expired.'),
  IllegalLocationConstraintException: documented(
    400,
    'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  ),
  IncompleteBody: documented(
    400,
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  ),
  InternalError: documented(500, 'We encountered an internal error. Please try again.'),
  InvalidAccessKeyId: recorded(403, 'The AWS Access Key Id you provided does not exist in our records.'),
  InvalidArgument: recorded(400, 'Invalid Argument'),
  InvalidChunkSizeError: otherServer(403, 'Only the last chunk is allowed to have a size less than 8192 bytes'),
  InvalidBucketName: documented(400, 'The specified bucket is not valid.'),
  InvalidDigest: recorded(400, 'The Content-MD5 you specified was invalid.'),
  InvalidLocationConstraint: documented(400, 'The specified location-constraint is not valid'),
  InvalidObjectState: recorded(403, "The operation is not valid for the object's storage class"),
  InvalidPart: recorded(
    400,
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  ),
  InvalidPartNumber: recorded(416, 'The requested partnumber is not satisfiable'),
  InvalidPartOrder: recorded(
    400,
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
  ),
  InvalidRange: recorded(416, 'The requested range is not satisfiable'),
  InvalidRequest: recorded(400, 'Invalid Request'),
  InvalidStorageClass: recorded(400, 'The storage class you specified is not valid'),
  InvalidToken: recorded(400, 'The provided token is malformed or otherwise invalid.'),
  InvalidURI: documented(400, "Couldn't parse the specified URI."),
  KeyTooLongError: otherServer(400, 'Your key is too long'),
  MalformedPolicy: documented(400, "Policies must be valid JSON and the first byte must be '{'"),
  MalformedTrailerError: otherServer(
    400,
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  ),
  MalformedXML: recorded(
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ),
  MaxMessageLengthExceeded: documented(400, 'Your request was too big.'),
  MetadataTooLarge: documented(400, 'Your metadata headers exceed the maximum allowed metadata size.'),
  MethodNotAllowed: recorded(405, 'The specified method is not allowed against this resource.'),
  MissingContentLength: documented(411, 'You must provide the Content-Length HTTP header.'),
  MissingRequestBodyError: documented(400, 'Request body is empty.'),
  NoSuchBucket: recorded(404, 'The specified bucket does not exist'),
  NoSuchBucketPolicy: documented(404, 'The bucket policy does not exist'),
  NoSuchCORSConfiguration: recorded(404, 'The CORS configuration does not exist'),
  NoSuchKey: recorded(404, 'The specified key does not exist.'),
  NoSuchLifecycleConfiguration: documented(404, 'The lifecycle configuration does not exist'),
  NoSuchPublicAccessBlockConfiguration: documented(404, 'The public access block configuration was not found'),
  NoSuchUpload: recorded(
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ),
  NotImplemented: recorded(501, 'A header you provided implies functionality that is not implemented'),
  /** A conditional GET or HEAD that finds nothing new; answered without a body. */
  NotModified: recorded(304, 'Not Modified'),
  OperationAborted: documented(
    409,
    'A conflicting conditional operation is currently in progress against this resource. Try again.',
  ),
  PreconditionFailed: recorded(412, 'At least one of the pre-conditions you specified did not hold'),
  RequestTimeTooSkewed: recorded(403, 'The difference between the request time and the current time is too large.'),
  SignatureDoesNotMatch: recorded(
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  ),
  SlowDown: documented(503, 'Please reduce your request rate.'),
  XAmzContentSHA256Mismatch: documented(
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ),
} as const satisfies Record<string, ErrorEntry>;

export type S3ErrorCode = keyof typeof errorEntries;

/** Elements of an error's XML after `Message`, in their order; `undefined` is left out. */
export type ErrorExtras = Readonly<Record<string, string | number | undefined>>;

/** An S3 answer that is an error: thrown at any depth, made into XML in one place (`error-answer.ts`). */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: S3ErrorCode;
  readonly status: number;
  readonly extras: ErrorExtras;
  readonly headers: readonly Header[];
  /** How this answer is known; a check that fails with it is known no better. */
  readonly known: EvidenceLevel;

  /** `message` stands in for the usual one; `headers` go out with the answer (e.g. `x-amz-delete-marker`). */
  constructor(code: S3ErrorCode, extras: ErrorExtras = {}, message?: string, headers: readonly Header[] = []) {
    const entry = errorEntries[code];
    super(message ?? entry.message);
    this.code = code;
    this.status = entry.status;
    this.extras = extras;
    this.headers = headers;
    this.known = entry.known;
  }
}
