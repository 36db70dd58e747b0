import { formatDuration, formatSize } from '#base/quantity.ts';
import { Fill } from '#base/fill.ts';
import type { SignedUrl } from '#client/presign.ts';

import { bounds } from '../bounds.ts';
import { expectation, mismatch, type Expectation, type Mismatch } from '../expectation.ts';
import { listOf, optional, type ValuesOf } from '../kind.ts';
import { duration, lastOrNumber, size, text, wholeNumber } from '../kinds.ts';
import { plannedParts, upload, type PlannedPart, type UploadedPart } from '../multipart.ts';
import { savedAnswer, type Outcome } from '../outcome.ts';
import { partsFields } from '../parts-fields.ts';
import { signer, signerWords } from '../signer.ts';
import { judged, save, verb, type StepResult } from '../verb.ts';
import type { World } from '../world.ts';

const fields = {
  upload,
  sizes: optional(listOf(size)),
  fill: optional(text),
  object: optional(size),
  size: optional(size),
  order: optional(listOf(wholeNumber)),
  only: optional(listOf(lastOrNumber)),
  urls: optional(duration),
  origin: optional(text),
  as: optional(signer),
  save,
  expect: expectation,
} as const;
type Values = ValuesOf<typeof fields>;

/** Uploads parts, one after the other: by calls, or with `urls` by presigned URLs that the holder uses without credentials. */
export const parts = verb({
  name: 'parts',
  fields,
  defaults: () => ['as'],
  complaints: partsFields,
  sentence: (values, written) => {
    const sent = plannedParts(values, bounds.requests);
    const numbers =
      sent.length > 6
        ? `${sent.length} parts`
        : `part${sent.length === 1 ? '' : 's'} ${sent.map(partWords).join(', ')}`;
    const how =
      values.urls === undefined
        ? signerWords(values.as, written['as'])
        : ` with pre-signed URLs good for ${formatDuration(values.urls)}`;
    return `Upload ${numbers}${how}${values.origin === undefined ? '' : ` as a page of \`${values.origin}\``}`;
  },
  async run(values, { world }) {
    const planned = plannedParts(values, bounds.requests);
    const sendPart = await sender(values, planned, world);
    const uploaded: UploadedPart[] = [];
    let outcome: Outcome = { kind: 'signed' };
    for (const [index, part] of planned.entries()) {
      outcome = await sendPart(part, index);
      uploaded.push({ PartNumber: part.number, ETag: etagOf(outcome) });
      const shortfall = index < planned.length - 1 ? earlierMismatch(part, outcome) : undefined;
      if (shortfall) return { ...result(values.expect, outcome, uploaded), mismatch: shortfall };
    }
    return result(values.expect, outcome, uploaded);
  },
});

type SendPart = (part: PlannedPart, index: number) => Promise<Outcome>;

async function sender(values: Values, planned: readonly PlannedPart[], world: World): Promise<SendPart> {
  const { Bucket: bucket, Key: key, UploadId } = values.upload;
  const credentials = await world.signer(values.as);
  const { origin, fill = 'a' } = values;
  if (values.urls === undefined) {
    return ({ number, bytes }) => {
      const input = { UploadId, PartNumber: number, Body: new Fill(bytes, fill) };
      return world.call({ credentials, operation: 'UploadPart', bucket, key, input, origin });
    };
  }
  const expiresSeconds = values.urls / 1000;
  const partNumbers = planned.map(({ number }) => number);
  const links = await world.partUrls({ credentials, bucket, key, uploadId: UploadId, partNumbers, expiresSeconds });
  return ({ bytes }, index) => {
    const { url, method } = links[index] as SignedUrl;
    return world.send({ url, method, headers: [], body: new Fill(bytes, fill) }, { origin });
  };
}

/** Each but the last has to be taken. */
const taken: Expectation = expectation.read(undefined);

function earlierMismatch({ number }: PlannedPart, outcome: Outcome): Mismatch | undefined {
  const shortfall = mismatch(taken, outcome);
  return shortfall && { ...shortfall, expected: `ok for part ${number}` };
}

function result(expect: Expectation, outcome: Outcome, uploaded: readonly UploadedPart[]): StepResult {
  return judged(expect, outcome, { ...savedAnswer(outcome), parts: uploaded });
}

function etagOf(outcome: Outcome): string | null {
  return outcome.kind === 'answered' ? (outcome.headers['etag'] ?? null) : null;
}

function partWords({ number, bytes }: PlannedPart): string {
  return `${number} (${formatSize(bytes)})`;
}
