import type { S3ErrorCode } from '../../errors.ts';
import { S3Error } from '../../errors.ts';
import { elements, noContent, xmlAnswer } from '../answers.ts';
import type { Handler } from '../context.ts';
import { bucketOf } from './bucket-record.ts';

/*
 * Sub-resources that the emulator reads and does not write: each is answered as S3 answers it for a bucket where nothing is
 * configured, since ordinary clients ask for them while they look a bucket over.
 */

/** Answers with the error for what is missing, naming the bucket. */
export const missing =
  (code: S3ErrorCode): Handler =>
  async (context) =>
    context.checks.fail('request', new S3Error(code, { BucketName: bucketOf(context).name }));

/** Deleting what is not there is a success. */
export const nothingToDelete: Handler = async () => noContent();

/** Analytics, inventory, metrics and intelligent tiering have any number of configurations by id: here none. */
export const emptyList =
  (root: string): Handler =>
  async () =>
    xmlAnswer(root, elements({ IsTruncated: false }));

/** Recorded: neither read nor deleted is one that is not there. */
export const noSuchConfiguration: Handler = async ({ checks }) =>
  checks.fail('request', new S3Error('NoSuchConfiguration'));
