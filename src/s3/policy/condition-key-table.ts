import type { KeyReaders } from './condition-subject.ts';
import { globalKeys } from './global-condition-keys.ts';
import { s3Keys } from './s3-condition-keys.ts';

/** Of a key of KMS, which is only ever used by S3 for someone here. */
const kmsKeys: KeyReaders = {
  'kms:calleraccount': ({ principal }) => principal.account || undefined,
  'kms:viaservice': ({ region }) => `s3.${region}.amazonaws.com`,
};

/** Every condition key; those that have a tag's name behind a `/` are in `condition-keys.ts`. */
export const keyReaders: KeyReaders = { ...globalKeys, ...s3Keys, ...kmsKeys };
