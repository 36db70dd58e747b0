import { expectation } from '../expectation.ts';
import { listOf, oneOrMore, optional } from '../kind.ts';
import { wholeNumber } from '../kinds.ts';
import { upload, uploadedParts } from '../multipart.ts';
import { signer, signerWords } from '../signer.ts';
import { judged, save, verb } from '../verb.ts';

/** The ETag a client would invent for a part that it never uploaded. */
const inventedEtag = '"00000000000000000000000000000000"';

/** CompleteMultipartUpload with the parts given, ascending unless listed otherwise. */
export const complete = verb({
  name: 'complete',
  fields: {
    upload,
    parts: oneOrMore(uploadedParts),
    list: optional(listOf(wholeNumber)),
    as: optional(signer),
    save,
    expect: expectation,
  },
  defaults: () => ['as'],
  sentence: ({ parts, list, as }, written) => {
    const numbers = list ?? ascending(parts.flat().map(({ PartNumber }) => PartNumber));
    return `Complete the upload with the list ${numbers.join(', ')}${signerWords(as, written['as'])}`;
  },
  async run({ upload: { Bucket, Key, UploadId }, parts, list, as, expect }, { world }) {
    const etags = new Map(parts.flat().map(({ PartNumber, ETag }) => [PartNumber, ETag]));
    const Parts = (list ?? ascending([...etags.keys()])).map((PartNumber) => ({
      PartNumber,
      // A script that reads `null` writes it into its document as that word.
      ETag: etags.has(PartNumber) ? (etags.get(PartNumber) ?? 'null') : inventedEtag,
    }));
    const credentials = await world.signer(as);
    const input = { UploadId, MultipartUpload: { Parts } };
    const operation = 'CompleteMultipartUpload';
    return judged(expect, await world.call({ credentials, operation, bucket: Bucket, key: Key, input }));
  },
});

function ascending(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}
