import type { Complaint, WrittenFields } from './verb.ts';

/** A plan is a list of sizes, or an object's size and that of its parts. */
export function partsFields({ sizes, object, size, fill }: WrittenFields): readonly Complaint[] {
  const isList = sizes !== undefined;
  const isWhole = object !== undefined && size !== undefined;
  const complaints: Complaint[] = [];
  if (isList === isWhole || (isList && (object !== undefined || size !== undefined))) {
    complaints.push({ field: '', message: 'give `sizes`, or `object` and `size`' });
  }
  if (typeof fill === 'string' && !/^([ -~]|\$.+)$/.test(fill)) {
    complaints.push({ field: 'fill', message: 'a fill is one ASCII character' });
  }
  return complaints;
}
