import { uriEncodePath } from '#sigv4/encode.ts';
import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../errors.ts';
import { listPageMaximum, partNumberMaximum } from '../limits.ts';
import type { OperationContext } from './context.ts';

const largestInteger = 2_147_483_647;

/** A count from the query such as `max-keys`: whole and not negative; more than the maximum means the maximum. */
export function countParameter(context: OperationContext, name: string, maximum: number = listPageMaximum): number {
  return Math.min(integerParameter(context, name) ?? maximum, maximum);
}

/** A number from the query that is whole and not negative. */
export function integerParameter(context: OperationContext, name: string): number | undefined {
  const { query, checks } = context;
  const text = queryValue(query, name);
  // S3 takes an empty value for none.
  if (text === undefined || text === '') return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= largestInteger) return value;
  const isNegative = /^-\d{1,10}$/.test(text) && Number(text) >= -largestInteger - 1;
  const { argument, message } = isNegative
    ? negative(context, name)
    : { argument: name, message: `Provided ${name} not an integer or within integer range` };
  const extras = { ArgumentName: argument, ArgumentValue: text };
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}

/**
 * A negative number is answered in other words than what is no number.
 *
 * @see https://github.com/brekkylab/backlot/issues/192
 * @see https://github.com/versity/versitygw/issues/1809
 */
function negative({ operation }: OperationContext, name: string): { argument: string; message: string } {
  const argument = name === 'max-keys' ? 'maxKeys' : name;
  if (operation === 'ListObjectVersions') return { argument, message: `${name} cannot be negative` };
  return { argument, message: `Argument ${argument} must be an integer between 0 and ${largestInteger}` };
}

/** The `partNumber` of the query, 1 to 10 000. */
export function partNumberParameter({ query, checks, operation }: OperationContext): number | undefined {
  const text = queryValue(query, 'partNumber');
  if (text === undefined) return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= partNumberMaximum) return value;
  const message = 'Part number must be an integer between 1 and 10000, inclusive';
  const extras = { ArgumentName: 'partNumber', ArgumentValue: text };
  const evidence = {
    kind: 'compared',
    what: 'partNumber',
    expected: `1 to ${partNumberMaximum}`,
    actual: text,
  } as const;
  // Recorded of reads, and of an upload's part with a negative number.
  const known = operation !== 'UploadPart' || /^-\d+$/.test(text) ? 'recorded' : 'other server';
  return checks.fail('request', new S3Error('InvalidArgument', extras, message), evidence, { known });
}

/** How a list writes names: as they are, or URL-encoded where the request asked for it. */
export interface NameEncoding {
  readonly type: 'url' | undefined;
  readonly encode: (name: string) => string;
}

export function nameEncoding({ query, checks }: OperationContext): NameEncoding {
  const type = queryValue(query, 'encoding-type');
  if (type === undefined) return { type: undefined, encode: (name) => name };
  // In lists S3 writes a space as a plus, as forms do, and leaves slashes.
  if (type === 'url') return { type, encode: (name) => uriEncodePath(name).replaceAll('%20', '+') };
  const extras = { ArgumentName: 'encoding-type', ArgumentValue: type };
  const message = 'Invalid Encoding Method specified in Request';
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}
