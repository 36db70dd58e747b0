import type { CheckRecorder } from '../decision/check-recorder.ts';
import { S3Error } from '../errors.ts';

interface Declared {
  readonly contentLength: number | undefined;
  readonly checks: CheckRecorder;
}

/** As many bytes have to arrive as Content-Length says. */
export function requireArrivedLength({ contentLength, checks }: Declared, size: number): void {
  if (contentLength === undefined || size === contentLength) return;
  const extras = { NumberBytesExpected: contentLength, NumberBytesProvided: size };
  checks.fail('length', new S3Error('IncompleteBody', extras), {
    kind: 'compared',
    what: 'bytes',
    expected: String(contentLength),
    actual: String(size),
  });
}
