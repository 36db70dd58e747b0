import { formatSize } from '#base/quantity.ts';

import { optional, recordOf } from '../kind.ts';
import { body, nameOf, text } from '../kinds.ts';
import { savedAnswer } from '../outcome.ts';
import { byteLength } from '../body-words.ts';
import { save, verb } from '../verb.ts';

/** Put by the account itself. */
export const object = verb({
  name: 'object',
  fields: {
    key: text,
    bucket: optional(nameOf('bucket')),
    body: optional(body),
    type: optional(text),
    meta: optional(recordOf(text)),
    'storage-class': optional(text),
    save,
  },
  isSetup: true,
  defaults: () => ['bucket'],
  sentence: ({ key, body: bytes }) => `The account puts \`${key}\`, ${formatSize(byteLength(bytes))}`,
  async run({ key, bucket, body: bytes, type, meta, 'storage-class': storageClass }, { world }) {
    const answer = await world.asAccount('PutObject', world.things.bucket(bucket), {
      Key: key,
      Body: bytes ?? new Uint8Array(),
      ContentType: type,
      Metadata: meta,
      StorageClass: storageClass,
    });
    return { decision: answer.decision, saved: savedAnswer(answer) };
  },
});
