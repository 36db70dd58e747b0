import type { Documents, DocumentKey, PlacedRemark } from './documents.ts';
import { errataRemarks } from './errata.ts';
import type { Finding } from './finding.ts';
import { claimProse, itemProse, misconceptionProse } from './prose.ts';
import { proseRemarks, unfilledPlaceholders } from './prose-check.ts';
import { referenceRemarks } from './references.ts';
import type { Chapter, Pack } from './shape.ts';
import { claimValues } from './template.ts';

/** What is wrong between the files of a pack that can each be read: ids, references, Markdown and placeholders. */
export function contentFindings(pack: Pack, documents: Documents): readonly Finding[] {
  const values = claimValues(pack.claims);
  const items = pack.chapters.flatMap((chapter) => chapter.items);
  const place =
    (key: DocumentKey) =>
    (remark: PlacedRemark): Finding =>
      documents.finding(key, remark);
  return [
    ...referenceRemarks(pack).map(([key, remark]) => documents.finding(key, remark)),
    ...itemIdsTwice(pack),
    ...proseRemarks(claimProse(pack.claims), values).map(place('claims')),
    ...proseRemarks(misconceptionProse(pack.misconceptions), values).map(place('misconceptions')),
    ...items.flatMap((item) => proseRemarks(itemProse(item), values).map(place(`item ${item.id}`))),
    ...items.flatMap((item) => errataRemarks(item).map(place(`item ${item.id}`))),
    ...pack.chapters.flatMap((chapter) => readingPlaceholders(chapter, values)),
  ];
}

function readingPlaceholders(chapter: Chapter, values: ReadonlyMap<string, string>): readonly Finding[] {
  return unfilledPlaceholders(chapter.reading, values).map(({ line, message }) => ({
    file: `${chapter.folder}/chapter.md`,
    line: chapter.readingLine + line + 1,
    column: 1,
    severity: 'error',
    code: 'unknown-placeholder',
    message,
  }));
}

function itemIdsTwice(pack: Pack): readonly Finding[] {
  const seen = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { folder, items } of pack.chapters) {
    for (const { id } of items) {
      const other = seen.get(id);
      seen.set(id, other ?? folder);
      if (other === undefined) continue;
      const message = `The item \`${id}\` stands in ${other} already. Ids are unique in the whole pack: choose a new one.`;
      findings.push({
        file: `${folder}/${id}.yaml`,
        line: 1,
        column: 1,
        severity: 'error',
        code: 'duplicate-id',
        message,
      });
    }
  }
  return findings;
}
