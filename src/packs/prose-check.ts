import type { PlacedRemark } from './documents.ts';
import { readMarkdown } from './markdown.ts';
import type { Prose } from './prose.ts';
import { placeholders } from './template.ts';

/** Markdown that is not drawn, and placeholders that nothing fills, in the texts of a file. */
export function proseRemarks(prose: readonly Prose[], values: ReadonlyMap<string, string>): readonly PlacedRemark[] {
  return prose.flatMap(({ path, text, form }) => {
    const markdown = readMarkdown(text, form).remarks.map((remark): PlacedRemark => {
      return { path, textLine: remark.line, severity: 'error', code: remark.code, message: remark.message };
    });
    const unfilled = unfilledPlaceholders(text, values).map((remark): PlacedRemark => {
      return { path, textLine: remark.line, severity: 'error', code: 'unknown-placeholder', message: remark.message };
    });
    return [...markdown, ...unfilled];
  });
}

/** Placeholders of a text that print nothing. Lines are counted from 0. */
export function unfilledPlaceholders(
  text: string,
  values: ReadonlyMap<string, string>,
): readonly { readonly line: number; readonly message: string }[] {
  return placeholders(text).flatMap(({ name, claim, line }) => {
    if (claim === undefined) return [{ line, message: `\`{{${name}}}\` names nothing. Write \`{{claim.<id>}}\`.` }];
    if (values.has(claim)) return [];
    return [
      {
        line,
        message: `No claim \`${claim}\` with a \`value\` stands in claims.yaml. Add the value, or write it here.`,
      },
    ];
  });
}
