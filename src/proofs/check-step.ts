import * as v from 'valibot';

import { finding, type ProofFinding } from './finding.ts';
import type { Kind } from './kind.ts';
import { isPlain, nameReference, type DataPath } from './names.ts';
import { didYouMean } from './nearest.ts';
import { readStep, type PlacedStep, type ReadStep } from './placed-steps.ts';
import { verbNamed, verbs } from './verbs/table.ts';

/** What is wrong with a step by itself: its verb, its fields, their values. */
export function stepFindings(item: PlacedStep): readonly ProofFinding[] {
  const step = readStep(item);
  if (!step) return [unreadable(item)];
  const checked = v.safeParse(step.verb.schema, step.fields);
  const issues = checked.issues?.map((issue) => issueFinding(step, issue)) ?? [];
  if (issues.length > 0) return issues;
  return step.verb
    .complaints(step.fields)
    .map(({ field, message }) => finding('invalid-value', fieldPath(step, field === '' ? [] : [field]), message));
}

/** Where a field stands in the item; in the short form the field is the verb's own value. */
export function fieldPath({ path, isShort }: ReadStep, inner: DataPath): DataPath {
  return isShort ? [...path, ...inner.slice(1)] : [...path, ...inner];
}

function unreadable({ step, path }: PlacedStep): ProofFinding {
  const names = isPlain(step) ? Object.keys(step) : [];
  const [name] = names;
  if (name === undefined) return finding('malformed-step', path, 'a step is a map of one verb, like `- bucket: scans`');
  const unknown = names.find((candidate) => !verbNamed(candidate));
  if (unknown !== undefined) {
    const known = verbs.map((verb) => verb.name);
    return finding('unknown-verb', [...path, unknown], `there is no verb \`${unknown}\`${didYouMean(unknown, known)}`);
  }
  if (names.length > 1) {
    return finding(
      'malformed-step',
      path,
      `a step has one verb, this has ${names.join(', ')}: begin each with its own \`-\``,
    );
  }
  const fields = Object.keys(verbNamed(name)?.entries ?? {}).join(', ');
  return finding(
    'malformed-step',
    [...path, name],
    `\`${name}\` takes a map of its fields: ${fields === '' ? 'names and their values' : fields}`,
  );
}

function issueFinding(step: ReadStep, issue: v.BaseIssue<unknown>): ProofFinding {
  const deepest = deepestIssue(issue);
  const inner = (deepest.path ?? []).map(({ key }) => key as string | number);
  const path = fieldPath(step, inner);
  const isAboutFields = deepest.type === 'strict_object' && deepest.expected !== 'Object';
  if (!isAboutFields)
    return finding('invalid-value', path, `\`${named(step, inner)}\`: ${words(step, inner, deepest)}`);
  const field = String(inner.at(-1) ?? '');
  const owner = named(step, inner.slice(0, -1));
  if (deepest.expected === 'never') {
    const known = Object.keys(kindAt(step, inner.slice(0, -1)).entries ?? {});
    return finding('unknown-field', path, `\`${owner}\` has no field \`${field}\`${didYouMean(field, known)}`);
  }
  return finding('missing-field', step.path, `\`${owner}\` needs \`${field}\``);
}

/** The field that a path ends in, or the verb where its own value is meant; items of a list are called by the list. */
function named({ verb, isShort }: ReadStep, inner: DataPath): string {
  const field = inner.findLast((key) => typeof key === 'string');
  return field === undefined || (isShort && field === verb.short) ? verb.name : field;
}

/** Within a union the issues of its parts hide; one that reached into a map says more than "none of these". */
function deepestIssue(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
  const parts = (issue.issues ?? []) as readonly v.BaseIssue<unknown>[];
  const inner = parts.filter((part) => (part.path?.length ?? 0) > 0 && part.type === 'strict_object').map(deepestIssue);
  const best = inner[0];
  if (!best) return issue;
  const path = [...(issue.path ?? []), ...(best.path ?? [])];
  return { ...best, path: path as NonNullable<typeof best.path> };
}

/** What is taken where a path ends, or the nearest above that is known. */
function kindAt(
  { verb }: ReadStep,
  inner: DataPath,
): Pick<Kind<unknown>, 'entries' | 'each' | 'words'> & { says?: string } {
  let at: ReturnType<typeof kindAt> = { entries: verb.entries };
  for (const key of inner) {
    const next = typeof key === 'number' ? at.each : at.entries?.[key];
    if (!next) break;
    at = next;
  }
  return at;
}

function words(step: ReadStep, inner: DataPath, { message, input }: v.BaseIssue<unknown>): string {
  const { says, words: known } = kindAt(step, inner);
  const got = nameReference(input) ? '' : `, got \`${JSON.stringify(input) ?? String(input)}\``;
  const meant = known && typeof input === 'string' ? didYouMean(input, known) : '';
  return `${says === undefined ? message : `expected ${says}`}${got}${meant}`;
}
