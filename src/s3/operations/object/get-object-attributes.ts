import { element, type XmlNode } from '#base/xml.ts';
import { headerValue } from '#sigv4/headers.ts';

import { checksumElement, type ChecksumAlgorithm } from '../../body/checksum-algorithms.ts';
import { S3Error } from '../../errors.ts';
import { listPageMaximum } from '../../limits.ts';
import type { ObjectRecord, Piece } from '../../records.ts';
import { elements, httpDate, xmlAnswer } from '../answers.ts';
import { bucketOf } from '../bucket/bucket-record.ts';
import type { Handler, OperationContext } from '../context.ts';
import { requireObject, versionHeaders } from './object-record.ts';
import { namesVersion } from './version-parameter.ts';

const attributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;
type Attribute = (typeof attributes)[number];

/** What is known of an object without reading it, as far as the request asks for it. */
export const getObjectAttributes: Handler = async (context) => {
  const asked = askedAttributes(context);
  const page = { from: numberHeader(context, 'x-amz-part-number-marker') ?? 0, limit: pageLimit(context) };
  context.checks.pass('request');
  context.require(namesVersion(context) ? 's3:GetObjectVersion' : 's3:GetObject', 'object');
  const { object } = await requireObject(context);
  const contents: Readonly<Record<Attribute, XmlNode[]>> = {
    ETag: elements({ ETag: object.etag }),
    Checksum: checksumContent(object),
    ObjectParts: partsContent(object, page),
    StorageClass: elements({ StorageClass: object.description.storageClass }),
    ObjectSize: elements({ ObjectSize: object.size }),
  };
  const content = attributes.flatMap((name) => (asked.has(name) ? contents[name] : []));
  return xmlAnswer('GetObjectAttributesResponse', content, [
    ['Last-Modified', httpDate(object.lastModified)],
    ...versionHeaders(object, bucketOf(context)),
  ]);
};

function askedAttributes({ headers, checks }: OperationContext): ReadonlySet<Attribute> {
  const value = headerValue(headers, 'x-amz-object-attributes') ?? '';
  const names = value.split(',').map((name) => name.trim());
  const refuse = (error: S3Error): never => checks.fail('request', error, undefined, { known: 'other server' });
  if (value.trim() === '') {
    const message =
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty';
    refuse(new S3Error('InvalidRequest', {}, message));
  }
  const unknown = names.find((name) => !(attributes as readonly string[]).includes(name));
  if (unknown !== undefined) {
    const extras = { ArgumentName: 'x-amz-object-attributes', ArgumentValue: value };
    refuse(new S3Error('InvalidArgument', extras, 'Invalid attribute name specified.'));
  }
  return new Set(names as Attribute[]);
}

interface PartsPage {
  /** Parts behind this number. */
  readonly from: number;
  readonly limit: number;
}

function pageLimit(context: OperationContext): number {
  return Math.min(numberHeader(context, 'x-amz-max-parts') ?? listPageMaximum, listPageMaximum);
}

function numberHeader({ headers, checks }: OperationContext, name: string): number | undefined {
  const text = headerValue(headers, name);
  if (text === undefined || /^\d{1,9}$/.test(text)) return text === undefined ? undefined : Number(text);
  const message = `Provided ${name} not an integer or within integer range`;
  const extras = { ArgumentName: name, ArgumentValue: text };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known: 'other server' });
}

/** Recorded: the number of parts behind a composite checksum is left out here. */
function checksumContent({ checksum }: ObjectRecord): XmlNode[] {
  if (!checksum) return [];
  const { algorithm, value, type } = checksum;
  const content = [element(checksumElement(algorithm), value.replace(/-\d+$/, '')), element('ChecksumType', type)];
  return [element('Checksum', content)];
}

/** Recorded: the parts themselves are listed only where each has a checksum that counts, which is a composite one. */
function partsContent({ uploadId, pieces, checksum }: ObjectRecord, { from, limit }: PartsPage): XmlNode[] {
  if (uploadId === undefined) return [];
  const count = elements({ PartsCount: pieces.length });
  if (checksum?.type !== 'COMPOSITE') return [element('ObjectParts', count)];
  const behind = pieces.filter(({ partNumber }) => partNumber > from);
  const shown = behind.slice(0, limit);
  const content = [
    ...count,
    ...elements({
      PartNumberMarker: from,
      NextPartNumberMarker: shown.at(-1)?.partNumber ?? 0,
      MaxParts: limit,
      IsTruncated: limit > 0 && behind.length > shown.length,
    }),
    ...shown.map((piece) => partElement(piece, checksum.algorithm)),
  ];
  return [element('ObjectParts', content)];
}

function partElement({ partNumber, bytes, checksum }: Piece, algorithm: ChecksumAlgorithm): XmlNode {
  return element('Part', [
    ...elements({ PartNumber: partNumber, Size: bytes.size }),
    ...(checksum === undefined ? [] : [element(checksumElement(algorithm), checksum)]),
  ]);
}
