import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkPack, type PackReport } from '#packs/check.ts';
import { packFiles } from '#packs/folder.ts';
import { isProven } from '#packs/subject.ts';

const questions = fileURLToPath(new URL('../../questions/', import.meta.url));
const packNames = readdirSync(questions, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

describe.each(packNames)('the pack %s', (name) => {
  let report: PackReport;
  beforeAll(async () => {
    report = await checkPack(await packFiles(questions + name));
  }, 120_000);

  test('has no error: its form, its wording and its proofs are sound', () => {
    const errors = report.findings.filter(({ severity }) => severity === 'error');
    expect(
      errors.map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`),
    ).toEqual([]);
  });

  test('has at least 25 items and two runnable blocks in each chapter', () => {
    for (const chapter of report.pack?.chapters ?? []) {
      expect(chapter.items.length).toBeGreaterThanOrEqual(25);
      expect(chapter.proofs.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('proves every item, and every proof is sound', () => {
    const items = report.pack?.chapters.flatMap((chapter) => chapter.items) ?? [];
    expect(items.filter((item) => !isProven(item)).map(({ id }) => id)).toEqual([]);
    expect(report.matrices.filter(({ matrix }) => !matrix.sound).map(({ id }) => id)).toEqual([]);
    expect(report.matrices.length).toBeGreaterThan(items.length);
  });

  test('gives a robot that knows nothing no better than chance', () => {
    expect(report.robot?.verdict).toBe('clean');
  });
});
