import { digestableFillBytes } from '#base/fill.ts';
import { formatSize, parseSize } from '#base/quantity.ts';

import { finding, type ProofFinding } from './finding.ts';
import { isPlain, type DataPath } from './names.ts';
import { readStep, type PlacedStep } from './placed-steps.ts';

/** A large fill has its length but no digests, so no ETag of it can be expected. */
export function largeFillFindings(steps: readonly PlacedStep[]): readonly ProofFinding[] {
  const read = steps.flatMap((item) => readStep(item) ?? []);
  const keys = new Set(read.flatMap(({ fields }) => (isLargeFill(fields['body']) ? [fields['key']] : [])));
  return read.flatMap(({ fields, path }) => {
    const isOfLarge = isLargeFill(fields['body']) || isLargeFill(inputBody(fields)) || hasLargeParts(fields);
    const expects = isOfLarge ? etagPath(fields['expect'], [...path, 'expect']) : undefined;
    const object = fields['object'];
    const states = isPlain(object) && keys.has(object['key']) ? etagPath(object, [...path, 'object']) : undefined;
    const at = expects ?? states;
    const limit = formatSize(digestableFillBytes);
    return at
      ? [finding('digest-of-a-large-fill', at, `a fill over ${limit} has no digests, so no ETag to expect`)]
      : [];
  });
}

function etagPath(expected: unknown, path: DataPath): DataPath | undefined {
  return isPlain(expected) && expected['etag'] !== undefined ? [...path, 'etag'] : undefined;
}

function inputBody({ input }: Readonly<Record<string, unknown>>): unknown {
  return isPlain(input) ? input['Body'] : undefined;
}

function hasLargeParts({ sizes, size }: Readonly<Record<string, unknown>>): boolean {
  return [...(Array.isArray(sizes) ? (sizes as readonly unknown[]) : []), size].some(isLarge);
}

function isLargeFill(body: unknown): boolean {
  return isPlain(body) && isLarge(body['size']);
}

function isLarge(size: unknown): boolean {
  return typeof size === 'string' && (parseSize(size) ?? 0) > digestableFillBytes;
}
