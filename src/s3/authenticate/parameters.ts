import type { ClaimsFault } from '#sigv4/claims.ts';
import { S3Error } from '../errors.ts';
import type { Finding } from './check.ts';

type Refusal = Finding & { ok: false };

const expectedCredential = '<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request';
const invalidHash =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';
const spaceless = "Authorization header is invalid -- one and only one ' ' (space) required.";
const tooLarge =
  'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';

/** The answer to a presigned URL whose parameters cannot be read. */
export function queryFault(fault: ClaimsFault): Refusal {
  const credential = credentialFault(fault);
  if (credential) {
    return malformedQuery(`Error parsing the X-Amz-Credential parameter; ${credential.text}`, credential.isRecorded);
  }
  switch (fault.kind) {
    case 'algorithm':
      return malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"', false);
    case 'amz-date':
      return malformedQuery(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`, true);
    case 'date-mismatch':
      return malformedQuery(dateMismatch(fault), false);
    case 'expires-not-a-number':
      return malformedQuery('X-Amz-Expires should be a number', true);
    case 'expires-negative':
      return malformedQuery('X-Amz-Expires must be non-negative', true);
    case 'expires-too-large':
      return malformedQuery(tooLarge, true);
    default:
      return { ok: false, error: new S3Error('AuthorizationQueryParametersError'), evidence: missing(fault) };
  }
}

/** The answer to an Authorization header that cannot be read. */
export function headerFault(fault: ClaimsFault, authorization: string): Refusal {
  const credential = credentialFault(fault);
  if (credential) return malformedHeader(credential.text, credential.isRecorded);
  switch (fault.kind) {
    case 'authorization-spaceless':
      return invalidArgument(spaceless, 'Authorization', authorization);
    case 'algorithm':
      return { ...invalidArgument('Unsupported Authorization Type', 'Authorization', authorization), levels: {} };
    case 'authorization-component-malformed':
      return malformedHeader(`the authorization component "${fault.value}" is malformed.`, false);
    case 'authorization-component-missing':
      return malformedHeader(`missing ${fault.component}.`, false);
    case 'date-mismatch':
      return malformedHeader(dateMismatch(fault), false);
    case 'date-missing':
    case 'amz-date': {
      const message = 'AWS authentication requires a valid Date or x-amz-date header';
      return otherServer(new S3Error('AccessDenied', {}, message));
    }
    case 'content-sha256-missing': {
      const message = 'Missing required header for this request: x-amz-content-sha256';
      return otherServer(new S3Error('InvalidRequest', {}, message));
    }
    case 'content-sha256-invalid': {
      return invalidArgument(invalidHash, 'x-amz-content-sha256', fault.value);
    }
    default:
      return malformedHeader(
        'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
        false,
      );
  }
}

/** What is wrong with the credential itself, if that is the fault. */
export function credentialFault(
  fault: ClaimsFault,
): { readonly text: string; readonly isRecorded: boolean } | undefined {
  switch (fault.kind) {
    case 'credential-malformed':
      return { text: `the Credential is mal-formed; expecting "${expectedCredential}".`, isRecorded: true };
    case 'service':
      return { text: `incorrect service "${fault.value}". This endpoint belongs to "s3".`, isRecorded: false };
    case 'terminal':
      return { text: `incorrect terminal "${fault.value}". This endpoint uses "aws4_request".`, isRecorded: false };
    case 'scope-date': {
      const format = 'This date in the credential must be in the format "yyyyMMdd".';
      return { text: `incorrect date format "${fault.value}". ${format}`, isRecorded: false };
    }
    default:
      return undefined;
  }
}

/** The same for every carrier: the scope's day must be that of the date. */
export function dateMismatch(fault: ClaimsFault & { kind: 'date-mismatch' }): string {
  const day = fault.amzDate.slice(0, 8);
  return `Invalid credential date "${fault.scopeDate}". This date is not the same as X-Amz-Date: "${day}".`;
}

function missing(fault: ClaimsFault): Refusal['evidence'] {
  return fault.kind === 'missing-parameters' ? { kind: 'note', text: fault.missing.join(', ') } : undefined;
}

function malformedQuery(message: string, isRecorded: boolean): Refusal {
  const error = new S3Error('AuthorizationQueryParametersError', {}, message);
  return isRecorded ? { ok: false, error } : otherServer(error);
}

function malformedHeader(text: string, isRecorded: boolean): Refusal {
  const error = new S3Error('AuthorizationHeaderMalformed', {}, `The authorization header is malformed; ${text}`);
  return isRecorded ? { ok: false, error, levels: { known: 'recorded' } } : otherServer(error);
}

function invalidArgument(message: string, name: string, value: string): Refusal {
  return otherServer(new S3Error('InvalidArgument', { ArgumentName: name, ArgumentValue: value }, message));
}

/** Texts that another server's authors took from S3, without a recording of S3 itself. */
function otherServer(error: S3Error): Refusal {
  return { ok: false, error, levels: { known: 'other server' } };
}
