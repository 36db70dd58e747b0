import * as v from 'valibot';

import { kind, type Kind } from './kind.ts';
import { isPlain } from './names.ts';

const algorithms = ['AES256', 'aws:kms', 'aws:kms:dsse'] as const;
type Algorithm = (typeof algorithms)[number];

/** How a bucket encrypts what does not say otherwise; `key` is an id, an alias or an ARN of KMS. */
export interface Encryption {
  readonly algorithm: Algorithm;
  readonly key?: string | undefined;
}

const mapSchema = v.strictObject({ algorithm: v.picklist(algorithms), key: v.optional(v.string()) });
const kmsSchema = v.strictObject({ kms: v.string() });

/** The algorithm, a map with it and the key, or `kms` with the key alone. */
export const encryption: Kind<Encryption> = kind({
  says: '`AES256`, `aws:kms`, `aws:kms:dsse`, `{ kms: alias/films }`, or a map with `algorithm` and `key`',
  schema: v.union([v.picklist(algorithms), kmsSchema, mapSchema]),
  parse: (value): Encryption | undefined => {
    if (!isPlain(value)) return algorithmOf(value);
    if (v.is(kmsSchema, value)) return { algorithm: 'aws:kms', key: value.kms };
    const { algorithm } = algorithmOf(value['algorithm']) ?? {};
    const key = value['key'];
    if (algorithm === undefined || (key !== undefined && typeof key !== 'string')) return undefined;
    return key === undefined ? { algorithm } : { algorithm, key };
  },
});

/** The input of PutBucketEncryption. */
export function encryptionConfiguration({ algorithm, key }: Encryption): Readonly<Record<string, unknown>> {
  const byDefault = { SSEAlgorithm: algorithm, ...(key !== undefined && { KMSMasterKeyID: key }) };
  return { ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] } };
}

/** For a sentence. */
export function encryptionWords({ algorithm, key }: Encryption): string {
  return `encrypted by \`${algorithm}\`${key === undefined ? '' : ` with the key \`${key}\``}`;
}

function algorithmOf(value: unknown): { readonly algorithm: Algorithm } | undefined {
  const algorithm = algorithms.find((name) => name === value);
  return algorithm && { algorithm };
}
