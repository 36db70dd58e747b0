import { utf8Text } from '#base/bytes.ts';
import { formatSize } from '#base/quantity.ts';
import { parseXml, type XmlElement } from '#base/xml.ts';
import type { PresignOperation } from '#client/operations.ts';
import type { Decision } from '#s3/decision/decision.ts';

import { compared, isSameEtag, textMismatch, type Mismatch, type TextExpectation } from './expectation.ts';
import type { Answered } from './outcome.ts';
import { StepFault } from './step-fault.ts';
import type { World } from './world.ts';

/** What is said of an object; what is left out is not compared. */
export interface ObjectStatement {
  readonly key: string;
  readonly exists: boolean | undefined;
  readonly body: TextExpectation | undefined;
  readonly size: number | undefined;
  readonly etag: string | undefined;
  readonly type: string | undefined;
}

export interface Look {
  readonly mismatch: Mismatch | undefined;
  readonly decision: Decision | undefined;
}

/** Compares an object with what is said of it. */
export async function objectMismatch(world: World, bucket: string, said: ObjectStatement): Promise<Look> {
  const operation = said.body === undefined ? 'HeadObject' : 'GetObject';
  const answer = await look(world, operation, bucket, { Key: said.key });
  const exists = answer.status === 200;
  if (!exists && answer.status !== 404) throw new StepFault(`the account can't read \`${said.key}\`: ${answer.status}`);
  return { mismatch: exists ? presentMismatch(said, answer) : absentMismatch(said), decision: answer.decision };
}

/** Compares the unfinished uploads and the bytes that a bucket holds. */
export async function bucketMismatch(
  world: World,
  bucket: string,
  said: { readonly uploads: number | undefined; readonly stored: number | undefined },
): Promise<Mismatch | undefined> {
  if (said.uploads === undefined && said.stored === undefined) return undefined;
  const uploads = await all(world, 'ListMultipartUploads', bucket, 'Upload', {});
  if (said.uploads !== undefined && said.uploads !== uploads.length) {
    return compared(uploadWords(said.uploads), uploadWords(uploads.length));
  }
  if (said.stored === undefined) return undefined;
  const stored = await storedBytes(world, bucket, uploads);
  return stored === said.stored ? undefined : compared(`${formatSize(said.stored)} stored`, formatSize(stored));
}

function presentMismatch(said: ObjectStatement, answer: Answered): Mismatch | undefined {
  const { key, exists, size, etag, type } = said;
  if (exists === false) return compared(`no object \`${key}\``, 'it is there');
  const actualSize = Number(answer.headers['content-length'] ?? answer.body.length);
  if (size !== undefined && size !== actualSize) return compared(formatSize(size), formatSize(actualSize));
  const actualEtag = answer.headers['etag'] ?? undefined;
  if (etag !== undefined && !isSameEtag(etag, actualEtag))
    return compared(`ETag \`${etag}\``, `\`${actualEtag ?? 'none'}\``);
  const actualType = answer.headers['content-type'] ?? '';
  if (type !== undefined && type !== actualType) return compared(`type \`${type}\``, `\`${actualType}\``);
  return textMismatch('body', said.body, () => utf8Text(answer.body));
}

function absentMismatch({ key, exists }: ObjectStatement): Mismatch | undefined {
  return exists === false ? undefined : compared(`the object \`${key}\``, 'no such object');
}

/** `no unfinished uploads`, `1 unfinished upload`, … */
export function uploadWords(count: number): string {
  return `${count === 0 ? 'no' : count} unfinished upload${count === 1 ? '' : 's'}`;
}

/** Objects in all their versions, and the parts of unfinished uploads: what is billed. */
async function storedBytes(world: World, bucket: string, uploads: readonly XmlElement[]): Promise<number> {
  let bytes = sizes(await all(world, 'ListObjectVersions', bucket, 'Version', {}));
  for (const upload of uploads) {
    const input = { Key: upload.textOf('Key'), UploadId: upload.textOf('UploadId') };
    bytes += sizes(await all(world, 'ListParts', bucket, 'Part', input));
  }
  return bytes;
}

function sizes(items: readonly XmlElement[]): number {
  return items.reduce((sum, item) => sum + Number(item.textOf('Size')), 0);
}

type ListOperation = 'ListMultipartUploads' | 'ListObjectVersions' | 'ListParts';
type Input = Readonly<Record<string, unknown>>;

/** How each list is gone on with: input names, and the elements they are taken from. */
const continuations: Record<ListOperation, Readonly<Record<string, string>>> = {
  ListMultipartUploads: { KeyMarker: 'NextKeyMarker', UploadIdMarker: 'NextUploadIdMarker' },
  ListObjectVersions: { KeyMarker: 'NextKeyMarker', VersionIdMarker: 'NextVersionIdMarker' },
  ListParts: { PartNumberMarker: 'NextPartNumberMarker' },
};

/** All items of a list, page after page. */
async function all(
  world: World,
  operation: ListOperation,
  bucket: string,
  item: string,
  input: Input,
): Promise<readonly XmlElement[]> {
  const items: XmlElement[] = [];
  let page: Input | undefined = input;
  while (page) {
    const answer = await look(world, operation, bucket, page);
    const root = parseXml(utf8Text(answer.body));
    if (answer.status !== 200 || !root)
      throw new StepFault(`${operation} by the account: ${answer.status} ${answer.code ?? ''}`);
    items.push(...root.all(item));
    const from = Object.entries(continuations[operation]).map(([name, element]) => [name, root.textOf(element)]);
    page = root.textOf('IsTruncated') === 'true' ? { ...input, ...(Object.fromEntries(from) as Input) } : undefined;
  }
  return items;
}

/** Reads as the account. A bucket policy may deny that even to the account, so then a copy of the world is read without it. */
async function look(world: World, operation: PresignOperation, bucket: string, input: Input): Promise<Answered> {
  const outcome = await world.lookAsAccount(operation, bucket, input);
  if (outcome.kind !== 'answered') throw new StepFault(`${operation} by the account was not answered`);
  if (outcome.status !== 403) return outcome;
  const copy = world.copy();
  await copy.asAccount('DeleteBucketPolicy', bucket);
  const again = await copy.lookAsAccount(operation, bucket, input);
  return again.kind === 'answered' ? again : outcome;
}
