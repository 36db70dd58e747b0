import type { PackFiles } from '#packs/source.ts';

const packYaml = `id: example
title: An example
version: 1.0.0
licence: CC-BY-4.0
checked: 2026-11-21
exam:
  name: An exam
  url: https://docs.aws.amazon.com/exam.html
  domains:
    - { id: security, title: Security, weight: 100 }
gate: { pass: 60, draw: 1 }
chapters: [01-first]
`;

const claimsYaml = `- id: longest-expiry
  statement: A URL lives for 7 days at most.
  value: 604 800
  asOf: 2026-11-21
  sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html]
`;

const misconceptionsYaml = `- id: one-hour
  false: URLs live for an hour.
  tempting: Sessions often do.
  instead: A URL lives as long as it was signed for.
`;

const worldsYaml = `report:
  - bucket: reports
  - user: { name: app, allow: [s3:GetObject] }
  - object: { key: q3.pdf, body: hello }
`;

const chapterMd = `---
id: first
title: First
summary: What there is to know.
---
## What is signed

At most \`{{claim.longest-expiry}}\` seconds.

\`\`\`proof
title: A link works
given:
  - world: report
  - presign: { operation: GetObject, key: q3.pdf, expires: 1h, save: link }
then:
  - send: { url: $link }
\`\`\`
`;

/** A choice item about the longest lifetime of a URL. */
export const choiceYaml = `id: ten-days
rev: 1
type: choice
domain: security
claims: [longest-expiry]
level: apply
stem: A developer signs download links with the access key of an IAM user and wants each of them to work for ten days.
ask: What is the longest lifetime that S3 accepts?
options:
  - id: hour
    text: 1 hour
    why: An hour is the length of many sessions, yet no bound of a signature.
    misconception: one-hour
    do: [{ set: { limit: 1h } }]
  - id: day
    text: 1 day
    why: A day is well within the bound that S3 checks when the URL is used.
    do: [{ set: { limit: 1d } }]
  - id: week
    correct: true
    text: 7 days
    why: S3 refuses every value above {{claim.longest-expiry}} seconds, which are seven days.
    do: [{ set: { limit: 7d } }]
  - id: month
    text: 30 days
    why: S3 answers such a URL with a 400, since seven days are the most.
    do: [{ set: { limit: 30d } }]
proof:
  given:
    - world: report
  then:
    - presign: { operation: GetObject, key: q3.pdf, expires: $limit, unchecked: true, save: at }
    - send: { url: $at }
    - presign: { operation: GetObject, key: q3.pdf, expires: $limit + 1s, unchecked: true, save: past }
    - send: { url: $past, expect: 400 AuthorizationQueryParametersError }
sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html]
`;

export const revealYaml = `id: what-a-link-is
rev: 1
type: reveal
domain: security
claims: [longest-expiry]
level: recall
ask: For how long may a URL live?
points:
  - { id: week, text: Seven days. }
  - { id: credentials, text: "Not longer than its credentials.", essential: false }
answer: Up to seven days.
proof:
  given:
    - world: report
    - presign: { operation: GetObject, key: q3.pdf, expires: 7d, save: link }
  then:
    - send: { url: $link }
sources: [https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html]
`;

/** The files of a small sound pack, some of them changed, added, or (with `undefined`) left out. */
export function examplePack(changes: Readonly<Record<string, string | undefined>> = {}): PackFiles {
  const files = new Map<string, string>([
    ['pack.yaml', packYaml],
    ['claims.yaml', claimsYaml],
    ['misconceptions.yaml', misconceptionsYaml],
    ['worlds.yaml', worldsYaml],
    ['01-first/chapter.md', chapterMd],
    ['01-first/ten-days.yaml', choiceYaml],
    ['01-first/what-a-link-is.yaml', revealYaml],
  ]);
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  return files;
}

/** A text with its first `from` replaced. @throws RangeError if there is none. */
export function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new RangeError(`the text holds no ${from}`);
  return text.replace(from, () => to);
}

/** A text without the line that begins so. @throws RangeError if there is none. */
export function without(text: string, beginning: string): string {
  const line = text.split('\n').find((candidate) => candidate.startsWith(beginning));
  if (line === undefined) throw new RangeError(`no line begins with ${beginning}`);
  return changed(text, `${line}\n`, '');
}

/** Where a text stands in another, counted from 1. */
export function placeOf(text: string, at: string): { readonly line: number; readonly column: number } {
  const above = text.slice(0, text.indexOf(at)).split('\n');
  return { line: above.length, column: (above.at(-1)?.length ?? 0) + 1 };
}

export const examples = { packYaml, claimsYaml, misconceptionsYaml, worldsYaml, chapterMd };
