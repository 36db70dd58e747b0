import { unsignedPayload, type ClaimsFault, type ClaimsResult } from './claims.ts';
import { parseCredential } from './credential.ts';
import { parseAmzDate } from './instant.ts';
import { algorithm } from './string-to-sign.ts';

/** The fields that sign a form, in the order in which S3 names the first one that is missing. */
export const formSignatureFields = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Signature'] as const;

/** The value of a form's field by its name in any case. */
export type FieldValue = (name: string) => string | undefined;

/**
 * What the fields of a form claim: its signature covers the text of the field `policy`, and nothing else.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
 */
export function formClaims(field: FieldValue): ClaimsResult {
  const missing = [...formSignatureFields, 'policy'].filter((name) => field(name) === undefined);
  if (missing.length > 0) return refused({ kind: 'missing-parameters', missing });
  const value = (name: (typeof formSignatureFields)[number] | 'policy'): string => field(name) ?? '';

  if (value('X-Amz-Algorithm') !== algorithm) return refused({ kind: 'algorithm', value: value('X-Amz-Algorithm') });
  const read = parseCredential(value('X-Amz-Credential'), ['s3']);
  if (!read.ok) return read;
  const { accessKeyId, scope } = read.credential;
  const amzDate = value('X-Amz-Date');
  const instant = parseAmzDate(amzDate);
  if (!instant) return refused({ kind: 'amz-date', value: amzDate });
  if (!amzDate.startsWith(scope.date)) return refused({ kind: 'date-mismatch', scopeDate: scope.date, amzDate });

  const securityToken = field('X-Amz-Security-Token');
  return {
    ok: true,
    claims: {
      carrier: 'form',
      accessKeyId,
      scope,
      amzDate,
      instant,
      signedHeaders: [],
      signature: value('X-Amz-Signature'),
      ...(securityToken === undefined ? {} : { securityToken }),
      payloadHash: unsignedPayload,
      policy: value('policy'),
    },
  };
}

function refused(fault: ClaimsFault): ClaimsResult {
  return { ok: false, fault };
}
