import { operationAddress, presignOperations, type PresignOperation } from '#client/operations.ts';

import { expectation } from '../expectation.ts';
import { listOf, optional } from '../kind.ts';
import { document, duration, flag, nameOf, oneOf, text } from '../kinds.ts';
import { missingInput, operationDefaults } from '../operation-fields.ts';
import { lifeWords, signer, signerWords } from '../signer.ts';
import { judged, save, verb } from '../verb.ts';

/** Signs with the AWS SDK; nothing is sent. */
export const presign = verb({
  name: 'presign',
  fields: {
    operation: oneOf(presignOperations, 'an operation of S3, such as `GetObject`'),
    key: optional(text),
    bucket: optional(nameOf('bucket')),
    input: optional(document),
    as: optional(signer),
    expires: duration,
    sign: optional(listOf(text)),
    region: optional(text),
    skew: optional(duration),
    checksums: optional(oneOf(['default'], '`default`')),
    unchecked: optional(flag),
    save,
    expect: expectation,
  },
  defaults: (written) => operationDefaults(written),
  complaints: (written) => missingInput(written),
  sentence: ({ operation, key, expires, as, sign, region, skew }, written) => {
    const target = key === undefined ? '' : ` for \`${key}\``;
    const signed = sign ? ` with ${sign.map((name) => `\`${name}\``).join(', ')}` : '';
    const where = region === undefined ? '' : ` for ${region}`;
    const late = skew === undefined ? '' : `, by a clock ${lifeWords(Math.abs(skew))} ${skew < 0 ? 'slow' : 'fast'}`;
    return `Sign \`${operation}\`${target}${signed}${where}, good for ${lifeWords(expires)}${signerWords(as, written['as'])}${late}`;
  },
  async run(values, { world }) {
    const { operation, key, input, sign, region, skew, expect } = values;
    const signed = await world.presign({
      operation,
      key,
      input,
      sign,
      region,
      skew,
      bucket: bucketOf(operation, values.bucket, world.things),
      credentials: await world.signer(values.as),
      expiresSeconds: values.expires / 1000,
      checksums: values.checksums === 'default',
      unchecked: values.unchecked,
    });
    if ('kind' in signed) return judged(expect, signed, undefined);
    return judged(expect, { kind: 'signed' }, signed);
  },
});

function bucketOf(
  operation: PresignOperation,
  named: string | undefined,
  things: { bucket(named: string | undefined): string },
): string | undefined {
  return operationAddress(operation) === 'service' ? undefined : things.bucket(named);
}
