import { parseXml, type XmlElement } from '#base/xml.ts';

import { checksumAlgorithms, checksumElement, type ChecksumAlgorithm } from '../../body/checksum-algorithms.ts';
import { malformedXml, readDocument } from '../../body/document.ts';
import { S3Error } from '../../errors.ts';
import { unquoted } from '../answers.ts';
import type { OperationContext } from '../context.ts';

/** A part as the client lists it. */
export interface ListedPart {
  readonly partNumber: number;
  /** Without quotes; S3 takes it with and without. */
  readonly etag: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
}

/** 10 000 parts with their checksums fit. */
const documentBytes = 4 * 1024 * 1024;

/** Reads the body of CompleteMultipartUpload: at least one part, the numbers ascending. */
export async function listedParts(context: OperationContext): Promise<readonly ListedPart[]> {
  const { checks } = context;
  // Checksum headers of this operation speak of the object, not of the document.
  const text = await readDocument(context, { atMostBytes: documentBytes, hasChecksum: false });
  const elements = text.trim() === '' ? [] : partElements(context, text);
  if (elements.length === 0) {
    checks.fail('part-list', new S3Error('InvalidRequest', {}, 'You must specify at least one part'));
  }
  const parts = elements.map((element) => listedPart(context, element));
  checks.pass('part-list');
  return parts;
}

function partElements(context: OperationContext, text: string): readonly XmlElement[] {
  const root = parseXml(text, documentBytes);
  if (root?.name !== 'CompleteMultipartUpload') return malformedXml(context);
  return root.all('Part');
}

function listedPart(context: OperationContext, element: XmlElement): ListedPart {
  const [number, etag] = [element.textOf('PartNumber')?.trim() ?? '', element.textOf('ETag')];
  if (!/^-?\d{1,10}$/.test(number) || etag === undefined) malformedXml(context, 'A Part has a PartNumber and an ETag.');
  const partNumber = Number(number);
  if (partNumber < 1) {
    const extras = { ArgumentName: 'PartNumber', ArgumentValue: number };
    context.checks.fail('part-list', new S3Error('InvalidArgument', extras, 'PartNumber must be >= 1'), undefined, {
      known: 'other server',
    });
  }
  return { partNumber, etag: unquoted(etag.trim()), checksum: listedChecksum(element) };
}

function listedChecksum(element: XmlElement): ListedPart['checksum'] {
  for (const algorithm of checksumAlgorithms) {
    const value = element.textOf(checksumElement(algorithm))?.trim();
    if (value !== undefined) return { algorithm, value };
  }
  return undefined;
}
