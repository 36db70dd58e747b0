import { formClaims, formSignatureFields, type FieldValue } from '#sigv4/form-claims.ts';
import { headerValue, type Header } from '#sigv4/headers.ts';
import { formFault } from './form-parameters.ts';
import { onlyOneMechanism, type Mechanism } from './mechanism.ts';

/** The fields of Signature Version 2, which forms have used too. */
const version2Fields = ['AWSAccessKeyId', 'signature'];

/**
 * How a form says who sends it: by the fields of its signature. One without them is as its request says, mostly
 * anonymous; a policy alone makes no signature (recorded: a private bucket answers it 403 Access Denied).
 */
export function formMechanism(field: FieldValue, ofRequest: Mechanism, headers: readonly Header[]): Mechanism {
  const isVersion4 = formSignatureFields.some((name) => field(name) !== undefined);
  const isVersion2 = version2Fields.some((name) => field(name) !== undefined);
  if ((!isVersion4 && !isVersion2) || ofRequest.kind === 'refused') return ofRequest;
  if (ofRequest.kind !== 'anonymous') {
    const authorization = headerValue(headers, 'authorization');
    const name = authorization === undefined ? 'X-Amz-Signature' : 'Authorization';
    // Recorded of presigned URLs; that it is so of forms too is assumed.
    return onlyOneMechanism(name, authorization ?? '', 'assumed');
  }
  if (!isVersion4) return { kind: 'version 2' };
  const result = formClaims(field);
  if (result.ok) return { kind: 'signed', claims: result.claims };
  return { kind: 'refused', check: 'parameters', finding: formFault(result.fault, field) };
}
