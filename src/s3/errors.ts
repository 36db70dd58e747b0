import type { Header } from '#sigv4/headers.ts';
import type { EvidenceLevel } from './decision/decision.ts';
import { accessErrors } from './errors/access.ts';
import { authenticationErrors } from './errors/authentication.ts';
import { bodyErrors } from './errors/body.ts';
import { bucketErrors } from './errors/bucket.ts';
import { formErrors } from './errors/form.ts';
import { objectErrors } from './errors/object.ts';
import { requestErrors } from './errors/request.ts';
import { taggingErrors } from './errors/tagging.ts';
import { uploadErrors } from './errors/upload.ts';
import type { ErrorEntry } from './errors/entry.ts';

/** Every error code the emulator answers, with its status and its usual message. */
const errorEntries = {
  ...authenticationErrors,
  ...accessErrors,
  ...bucketErrors,
  ...objectErrors,
  ...taggingErrors,
  ...uploadErrors,
  ...bodyErrors,
  ...formErrors,
  ...requestErrors,
} as const satisfies Record<string, ErrorEntry>;

export type S3ErrorCode = keyof typeof errorEntries;

/** Elements of an error's XML after `Message`, in their order; `undefined` is left out. */
export type ErrorExtras = Readonly<Record<string, string | number | undefined>>;

/** An S3 answer that is an error: thrown at any depth, made into XML in one place (`error-answer.ts`). */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly code: S3ErrorCode;
  readonly status: number;
  readonly extras: ErrorExtras;
  readonly headers: readonly Header[];
  /** How this answer is known; a check that fails with it is known no better. */
  readonly known: EvidenceLevel;

  /** `message` stands in for the usual one; `headers` go out with the answer (e.g. `x-amz-delete-marker`). */
  constructor(code: S3ErrorCode, extras: ErrorExtras = {}, message?: string, headers: readonly Header[] = []) {
    const entry = errorEntries[code];
    super(message ?? entry.message);
    this.code = code;
    this.status = entry.status;
    this.extras = extras;
    this.headers = headers;
    this.known = entry.known;
  }
}
