import type { Remark } from './finding.ts';
import type { Item } from './shape.ts';

/** What is wrong with the corrections of an item's key: each leads from earlier revisions to one that the item has had. */
export function errataRemarks({ rev, errata = [] }: Pick<Item, 'rev' | 'errata'>): readonly Remark[] {
  return errata.flatMap((erratum, index): readonly Remark[] => {
    const path = ['errata', index];
    if (erratum.rev > rev) {
      return [
        remark(
          [...path, 'rev'],
          `The item is at revision ${rev}, so none ${erratum.rev} can correct it. Raise \`rev\` of the item.`,
        ),
      ];
    }
    const late = erratum.regrades.findIndex((regraded) => regraded >= erratum.rev);
    if (late < 0) return [];
    const message = `A correction scores answers to earlier revisions: name some below ${erratum.rev} here.`;
    return [remark([...path, 'regrades', late], message)];
  });
}

function remark(path: Remark['path'], message: string): Remark {
  return { path, code: 'erratum-revision', severity: 'error', message };
}
