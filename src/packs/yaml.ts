import { isAlias, LineCounter, parseDocument, visit, type Document, type Node, type YAMLError } from 'yaml';
import type { Finding } from './finding.ts';
import { positionsOf, type Place, type Positions } from './position.ts';

/** A YAML text that has been read: its data, and where each value stands. */
export interface YamlFile {
  readonly file: string;
  /** Plain data; `undefined` if the text can't be read as YAML. */
  readonly value: unknown;
  readonly positions: Positions;
  readonly findings: readonly Finding[];
}

export const fileBytesMaximum = 256 * 1024;
const nestingMaximum = 64;

/**
 * Reads the restricted YAML of packs: core schema, unique keys, one document, and no anchors, aliases, tags or merge keys.
 *
 * @param lineOffset lines of the file above the text, where it is a part of one.
 */
export function readYaml(file: string, text: string, lineOffset = 0): YamlFile {
  const refusal = tooLargeOrDeep(text);
  const lineCounter = new LineCounter();
  const document = parseDocument(refusal ? '' : text, {
    schema: 'core',
    version: '1.2',
    merge: false,
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    // The library prints its warnings to the console otherwise.
    logLevel: 'error',
    lineCounter,
  });
  const positions = positionsOf(document, lineCounter, lineOffset);
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  const problem = (place: Place, code: string, message: string): Finding => ({
    file,
    ...place,
    severity: 'error',
    code,
    message,
  });

  if (refusal) return { file, value: undefined, positions, findings: [problem(at(0), refusal.code, refusal.message)] };
  const syntax = document.errors.map((error) => problem(at(error.pos[0]), 'yaml-syntax', syntaxMessage(error)));
  const forbidden = forbiddenNodes(document).map(({ offset, code, message }) => problem(at(offset), code, message));
  const findings = [...syntax, ...forbidden];
  return { file, value: findings.length > 0 ? undefined : document.toJS(), positions, findings };
}

/** Size and nesting are refused before parsing: deep nesting costs the parser its stack, or minutes. */
function tooLargeOrDeep(text: string): { readonly code: string; readonly message: string } | undefined {
  if (new TextEncoder().encode(text).length > fileBytesMaximum) {
    return { code: 'file-size', message: 'This file is larger than 256 KiB. Split it, or shorten it.' };
  }
  if (nesting(text) > nestingMaximum) {
    return {
      code: 'yaml-nesting',
      message: `Lists and maps may be nested ${nestingMaximum} deep at most. Make this flatter.`,
    };
  }
  return undefined;
}

/** An upper bound of how deep brackets, and indicators in a row on one line, can nest. */
function nesting(text: string): number {
  let deepest = 0;
  let open = 0;
  for (const line of text.split('\n')) {
    const indicators = /^(?:[ \t]*[-?:][ \t])+/.exec(line)?.[0].match(/[-?:]/g)?.length ?? 0;
    deepest = Math.max(deepest, indicators);
    for (const character of line) {
      if (character === '[' || character === '{') open += 1;
      else if ((character === ']' || character === '}') && open > 0) open -= 1;
      deepest = Math.max(deepest, open);
    }
  }
  return deepest;
}

function syntaxMessage(error: YAMLError): string {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return 'This key stands twice in the same map. Keep one of them.';
    case 'NON_STRING_KEY':
      return 'A key must be a plain word. Write it without brackets, or in quotes.';
    case 'MULTIPLE_DOCS':
      return 'A file holds one document. Remove the line `---`.';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A text with a colon and a blank in it must stand in quotes.';
    case 'TAB_AS_INDENT':
      return 'Indent with blanks, not with tabs.';
    default:
      return `This is not readable as YAML: ${error.message}. Check quotes and indentation here.`;
  }
}

interface Forbidden {
  readonly offset: number;
  readonly code: string;
  readonly message: string;
}

function forbiddenNodes(document: Document): readonly Forbidden[] {
  const found: Forbidden[] = [];
  const report = (node: Node, code: string, message: string): void => {
    found.push({ offset: node.range?.[0] ?? 0, code, message });
  };
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) report(node, 'yaml-alias', 'Aliases (`*name`) are not read. Write the value out.');
      else if (node.anchor !== undefined) report(node, 'yaml-anchor', 'Anchors (`&name`) are not read. Remove it.');
      else if (node.tag !== undefined)
        report(node, 'yaml-tag', 'Tags (`!name`) are not read. Remove it, or use quotes for a text.');
    },
    Pair(_key, pair) {
      const key = pair.key as (Node & { readonly value?: unknown }) | null;
      if (key?.value === '<<') report(key, 'yaml-merge-key', 'Merge keys (`<<`) are not read. Write the fields out.');
    },
  });
  return found;
}
