import type { ClaimsFault } from '#sigv4/claims.ts';
import type { FieldValue } from '#sigv4/form-claims.ts';
import { S3Error } from '../errors.ts';
import type { Finding } from './check.ts';
import { credentialFault, dateMismatch } from './parameters.ts';

type Refusal = Finding & { ok: false };

/** The answer to a form whose signature's fields cannot be read. */
export function formFault(fault: ClaimsFault, field: FieldValue): Refusal {
  const given = field('X-Amz-Credential') ?? '';
  const credential = credentialFault(fault);
  if (credential) return invalidArgument(credential.text, 'X-Amz-Credential', given);
  switch (fault.kind) {
    case 'missing-parameters': {
      const name = fault.missing[0] ?? 'policy';
      // Recorded of forms that have a policy.
      return name === 'policy' ? { ...missingField(name), levels: { known: 'assumed' } } : missingField(name);
    }
    case 'algorithm':
      return invalidArgument('Only AWS4-HMAC-SHA256 is supported', 'X-Amz-Algorithm', fault.value);
    case 'date-mismatch':
      // Documented is that both days must agree; how S3 answers where they do not is our own.
      return { ...invalidArgument(dateMismatch(fault), 'X-Amz-Credential', given), levels: { known: 'assumed' } };
    default: {
      const message = 'X-Amz-Date must be formated via ISO8601 Long format';
      return invalidArgument(message, 'X-Amz-Date', field('X-Amz-Date') ?? '');
    }
  }
}

/** The answer to a form that lacks a field, or has it behind the file. */
export function missingField(name: string): Refusal {
  const error = new S3Error(
    'InvalidArgument',
    { ArgumentName: name, ArgumentValue: '' },
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
  );
  return { ok: false, error, evidence: { kind: 'note', text: `no field ${name} before the file` } };
}

/** Texts that another server's authors took from S3. */
function invalidArgument(message: string, name: string, value: string): Refusal {
  const error = new S3Error('InvalidArgument', { ArgumentName: name, ArgumentValue: value }, message);
  return { ok: false, error, levels: { known: 'other server' } };
}
