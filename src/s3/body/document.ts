import { collect } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import { digestOf } from '#base/digest.ts';
import { parseXml, type XmlElement } from '#base/xml.ts';

import { S3Error } from '../errors.ts';
import { documentMaximumBytes } from '../limits.ts';
import type { OperationContext } from '../operations/context.ts';
import { announcedChecksum } from './announced-checksum.ts';
import { requireArrivedLength } from './arrived-length.ts';
import { digestAlgorithmOf } from './checksum-algorithms.ts';
import { compareChecksum, compareContentMd5, contentMd5Of } from './verify.ts';

export interface DocumentOptions {
  readonly atMostBytes?: number;
  /** False where checksum headers speak of the object and not of the document. */
  readonly hasChecksum?: boolean;
}

/** Reads a body that is a document: XML or JSON. It is checked against Content-MD5 and checksum as an object is. */
export async function readDocument(context: OperationContext, options: DocumentOptions = {}): Promise<string> {
  const contentMd5 = contentMd5Of(context);
  const announced = options.hasChecksum === false ? undefined : announcedChecksum(context);
  const bytes = await collectDocument(context, options.atMostBytes ?? documentMaximumBytes);
  requireArrivedLength(context, bytes.length);
  const checksum = announced && (await digestOf(digestAlgorithmOf(announced.algorithm), bytes));
  const digests = { md5: await digestOf('md5', bytes), isStandIn: false, checksum: () => checksum };
  if (contentMd5 !== undefined) compareContentMd5(context, contentMd5, digests, 'base64');
  if (announced) compareChecksum(context, announced, digests);
  return utf8Text(bytes);
}

/** Reads an XML document with this root element. */
export async function readXml(
  context: OperationContext,
  root: string,
  options: DocumentOptions = {},
): Promise<XmlElement> {
  const text = await readDocument(context, options);
  if (text.trim() === '') context.checks.fail('request', new S3Error('MissingRequestBodyError'));
  const element = parseXml(text, options.atMostBytes ?? documentMaximumBytes);
  return element?.name === root ? element : malformedXml(context);
}

export function malformedXml({ checks }: OperationContext, text?: string): never {
  return checks.fail(
    'request',
    new S3Error('MalformedXML'),
    text === undefined ? { kind: 'none' } : { kind: 'note', text },
  );
}

async function collectDocument({ body, checks }: OperationContext, atMostBytes: number): Promise<Uint8Array> {
  try {
    return await collect(body, atMostBytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const extras = { MaxMessageLengthBytes: atMostBytes };
    return checks.fail('size', new S3Error('MaxMessageLengthExceeded', extras));
  }
}
