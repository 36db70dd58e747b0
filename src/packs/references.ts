import { didYouMean } from '#proofs/nearest.ts';
import type { DocumentKey } from './documents.ts';
import type { Path, Remark, Severity } from './finding.ts';
import type { Chapter, ChoiceItem, Item, Pack, Steps } from './shape.ts';

/** A remark and the file it belongs to. */
export type Reference = readonly [DocumentKey, Remark];

/** Ids that name nothing, or more than one thing. */
export function referenceRemarks(pack: Pack): readonly Reference[] {
  const known: Known = {
    claims: new Set(pack.claims.map(({ id }) => id)),
    misconceptions: new Set(pack.misconceptions.map(({ id }) => id)),
    domains: new Set(pack.exam.domains.map(({ id }) => id)),
    worlds: new Set(Object.keys(pack.worlds)),
  };
  return [
    ...twice('claims', pack.claims, []),
    ...twice('misconceptions', pack.misconceptions, []),
    ...twice('pack', pack.exam.domains, ['exam', 'domains']),
    ...Object.entries(pack.worlds).flatMap(([id, steps]) => worldSteps('worlds', steps, [id], known)),
    ...chapterIdsTwice(pack.chapters),
    ...pack.chapters.flatMap((chapter) => chapterReferences(chapter, known)),
  ];
}

interface Known {
  readonly claims: ReadonlySet<string>;
  readonly misconceptions: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  readonly worlds: ReadonlySet<string>;
}

function chapterReferences(chapter: Chapter, known: Known): readonly Reference[] {
  return [
    ...chapter.proofs.flatMap((proof, index) =>
      worldSteps(`proof ${chapter.folder} ${index}`, proof.given, ['given'], known),
    ),
    ...chapter.items.flatMap((item) => itemReferences(item, known)),
  ];
}

function itemReferences(item: Item, known: Known): readonly Reference[] {
  const key: DocumentKey = `item ${item.id}`;
  const given = item.proof && 'given' in item.proof ? item.proof.given : undefined;
  const own = [
    ...item.claims.flatMap((id, index) => unknown(key, ['claims', index], id, 'claim', known.claims)),
    ...unknown(key, ['domain'], item.domain, 'domain', known.domains),
    ...worldSteps(key, given, ['proof', 'given'], known),
  ];
  if (item.type === 'reveal') return [...own, ...twice(key, item.points ?? [], ['points'])];
  return [...own, ...twice(key, item.options, ['options']), ...optionReferences(key, item, known)];
}

function optionReferences(key: DocumentKey, item: ChoiceItem, known: Known): readonly Reference[] {
  const constraints = new Set(Object.keys(item.constraints ?? {}));
  return item.options.flatMap(({ misconception, breaks, correct }, index) => {
    const path = ['options', index];
    const found: Reference[] = [];
    if (misconception !== undefined) {
      found.push(...unknown(key, [...path, 'misconception'], misconception, 'misconception', known.misconceptions));
      if (correct)
        found.push(
          remark(
            key,
            [...path, 'misconception'],
            'misconception-on-key',
            'warning',
            'The right option names a misconception. Remove it: it belongs to a wrong one.',
          ),
        );
    }
    if (breaks !== undefined) {
      found.push(...unknown(key, [...path, 'breaks'], breaks, 'constraint', constraints));
      if (correct)
        found.push(
          remark(
            key,
            [...path, 'breaks'],
            'breaks-on-key',
            'error',
            'The right option breaks a constraint. Remove `breaks`, or `correct`.',
          ),
        );
    }
    return found;
  });
}

function worldSteps(key: DocumentKey, steps: Steps | undefined, path: Path, known: Known): readonly Reference[] {
  return (steps ?? []).flatMap((step, index) =>
    typeof step.world === 'string' ? unknown(key, [...path, index, 'world'], step.world, 'world', known.worlds) : [],
  );
}

function chapterIdsTwice(chapters: readonly Chapter[]): readonly Reference[] {
  return chapters.flatMap(({ id, folder }, index) =>
    chapters.findIndex((chapter) => chapter.id === id) === index
      ? []
      : [
          remark(
            `chapter ${folder}`,
            ['id'],
            'duplicate-id',
            'error',
            `Another chapter has the id \`${id}\`. Choose a new one.`,
          ),
        ],
  );
}

function twice(key: DocumentKey, entries: readonly { readonly id: string }[], path: Path): readonly Reference[] {
  return entries.flatMap(({ id }, index) =>
    entries.findIndex((entry) => entry.id === id) === index
      ? []
      : [
          remark(
            key,
            [...path, index, 'id'],
            'duplicate-id',
            'error',
            `The id \`${id}\` stands above already. Choose a new one.`,
          ),
        ],
  );
}

function unknown(
  key: DocumentKey,
  path: Path,
  id: string,
  what: string,
  known: ReadonlySet<string>,
): readonly Reference[] {
  if (known.has(id)) return [];
  return [
    remark(
      key,
      path,
      `unknown-${what}`,
      'error',
      `There is no ${what} \`${id}\`${didYouMean(id, known)}. Add it, or mend the id.`,
    ),
  ];
}

function remark(key: DocumentKey, path: Path, code: string, severity: Severity, message: string): Reference {
  return [key, { path, code, severity, message }];
}
