import type { Finding } from './finding.ts';
import { readMarkdown } from './markdown.ts';
import { frontMatterSchema, chapterProofSchema, type ChapterProof } from './shape.ts';
import { shapedFile } from './shaped-file.ts';
import { fileBytesMaximum, readYaml, type YamlFile } from './yaml.ts';

/** A `chapter.md` that has been read. */
export interface ChapterFile {
  readonly front?: { readonly id: string; readonly title: string; readonly summary: string };
  /** The Markdown below the front matter, as written. */
  readonly reading: string;
  /** Lines of the file above the reading. */
  readonly readingLine: number;
  /** The runnable blocks; one that can't be read is left out, with a finding. */
  readonly proofs: readonly ChapterProof[];
  /** The text of each block of `proofs`, for positions. */
  readonly proofFiles: readonly YamlFile[];
  readonly frontFile: YamlFile;
  readonly findings: readonly Finding[];
}

const fence = /^---[ \t]*$/;

/** Reads a chapter: front matter between two lines `---`, then Markdown with runnable proof blocks. */
export function readChapter(file: string, text: string): ChapterFile {
  const lines = (text.length > fileBytesMaximum ? '' : text).replace(/\r\n?/g, '\n').split('\n');
  const end = fence.test(lines[0] ?? '') ? lines.findIndex((line, index) => index > 0 && fence.test(line)) : -1;
  if (end === -1) return withoutFront(file, text);
  const frontFile = readYaml(file, lines.slice(1, end).join('\n'), 1);
  const front = shapedFile(frontMatterSchema, frontFile);
  const reading = lines.slice(end + 1).join('\n');
  const readingLine = end + 1;
  const markdown = readMarkdown(reading, 'chapter');
  const proofs: ChapterProof[] = [];
  const proofFiles: YamlFile[] = [];
  const findings: Finding[] = [
    ...front.findings,
    ...markdown.remarks.map(({ line, ...remark }): Finding => {
      return { file, line: readingLine + line + 1, column: 1, severity: 'error', ...remark };
    }),
  ];
  for (const block of markdown.proofs) {
    const proofFile = readYaml(file, block.text, readingLine + block.line);
    const proof = shapedFile(chapterProofSchema, proofFile);
    findings.push(...proof.findings);
    if (!proof.value) continue;
    proofs.push(proof.value);
    proofFiles.push(proofFile);
  }
  return {
    ...(front.value ? { front: front.value } : {}),
    reading,
    readingLine,
    proofs,
    proofFiles,
    frontFile,
    findings,
  };
}

function withoutFront(file: string, text: string): ChapterFile {
  const frontFile = readYaml(file, '');
  const finding: Finding =
    text.length > fileBytesMaximum
      ? {
          file,
          line: 1,
          column: 1,
          severity: 'error',
          code: 'file-size',
          message: 'This file is larger than 256 KiB. Split the chapter, or shorten it.',
        }
      : {
          file,
          line: 1,
          column: 1,
          severity: 'error',
          code: 'front-matter',
          message: 'A chapter begins with a line `---`, then `id`, `title` and `summary`, then a line `---`.',
        };
  return { reading: '', readingLine: 0, proofs: [], proofFiles: [], frontFile, findings: [finding] };
}
