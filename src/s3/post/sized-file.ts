import type { ByteSource } from '#base/byte-source.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import { S3Error } from '../errors.ts';
import { putMaximumBytes } from '../limits.ts';
import type { SizeRange } from './conditions.ts';

/**
 * The file of a form, held against the sizes that its policy allows. A file that is too large is read to its end all the
 * same, and handed on no further: S3 says how large it was.
 */
export async function* sizedFile(file: ByteSource, ranges: readonly SizeRange[], checks: CheckRecorder): ByteSource {
  const most = Math.min(putMaximumBytes, ...ranges.map(({ maximum }) => maximum));
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    if (size <= most) yield chunk;
  }
  for (const range of [...ranges, { minimum: 0, maximum: putMaximumBytes }]) requireSize(size, range, checks);
}

function requireSize(size: number, { minimum, maximum }: SizeRange, checks: CheckRecorder): void {
  const isLarge = size > maximum;
  if (size >= minimum && !isLarge) return;
  const limit = isLarge ? { MaxSizeAllowed: maximum } : { MinSizeAllowed: minimum };
  const error = new S3Error(isLarge ? 'EntityTooLarge' : 'EntityTooSmall', { ProposedSize: size, ...limit });
  checks.fail('size', error, {
    kind: 'compared',
    what: 'bytes of the file',
    expected: isLarge ? `at most ${maximum}` : `at least ${minimum}`,
    actual: String(size),
  });
}
