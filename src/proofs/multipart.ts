import { StepFault } from './step-fault.ts';
import { made, type Kind } from './kind.ts';

/** An upload: the answer to a CreateMultipartUpload, from a call or from a link. */
export interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
}

export const upload: Kind<Upload> = made(
  'the `$name` of a saved CreateMultipartUpload',
  (value): value is Upload =>
    isRecord(value) && ['Bucket', 'Key', 'UploadId'].every((name) => typeof value[name] === 'string'),
);

/** A part as the client knows it after its upload. */
export interface UploadedPart {
  readonly PartNumber: number;
  /** `null` where the page's script could not read the header. */
  readonly ETag: string | null;
}

/** Parts that `parts` saved, or one UploadPart of `call` or `send`. */
export const uploadedParts: Kind<readonly UploadedPart[]> = {
  ...made('the `$name` of saved parts', isRecord),
  read(value) {
    const parts = isRecord(value) ? (value['parts'] ?? [value]) : undefined;
    if (Array.isArray(parts) && parts.every(isPart)) return parts;
    throw new StepFault('expected the `$name` of saved parts, or of a saved UploadPart');
  },
};

/** What a plan asks for: which parts of which sizes, in the order they are sent. */
export interface PlannedPart {
  readonly number: number;
  readonly bytes: number;
}

export interface PartPlan {
  readonly sizes?: readonly number[] | undefined;
  /** The whole object's bytes, cut into parts of `size`. */
  readonly object?: number | undefined;
  readonly size?: number | undefined;
  readonly order?: readonly number[] | undefined;
  readonly only?: readonly (number | 'last')[] | undefined;
}

/**
 * The parts to send. Only those that are sent are spelt out, since a plan may have millions.
 *
 * @throws StepFault where a number names no part of the plan.
 */
export function plannedParts(plan: PartPlan, atMost: number): readonly PlannedPart[] {
  const count = partCount(plan);
  const wanted = plan.only?.map((number) => (number === 'last' ? count : number));
  if (!wanted && count > atMost)
    throw new StepFault(`these are ${count} parts; send some of them with \`only: [1, last]\``);
  const all = wanted ?? Array.from({ length: count }, (_, index) => index + 1);
  const numbers = plan.order ? plan.order.filter((number) => !wanted || wanted.includes(number)) : all;
  return numbers.map((number) => ({ number, bytes: bytesOf(plan, number, count) }));
}

function partCount({ sizes, object, size }: PartPlan): number {
  if (sizes) return sizes.length;
  if (object === undefined || size === undefined || size === 0)
    throw new StepFault('give `sizes`, or `object` and `size`');
  return Math.max(Math.ceil(object / size), 1);
}

function bytesOf({ sizes, object = 0, size = 0 }: PartPlan, number: number, count: number): number {
  if (!Number.isInteger(number) || number < 1 || number > count) {
    throw new StepFault(`there is no part ${number}: the plan has ${count} part${count === 1 ? '' : 's'}`);
  }
  if (sizes) return sizes[number - 1] ?? 0;
  return number < count ? size : object - (count - 1) * size;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPart(value: unknown): value is UploadedPart {
  return (
    isRecord(value) &&
    typeof value['PartNumber'] === 'number' &&
    (value['ETag'] === null || typeof value['ETag'] === 'string')
  );
}
