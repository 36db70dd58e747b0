import { expect, test } from 'vitest';
import { packBuild, packCheck } from '#node/pack-check.ts';
import { changed, choiceYaml, examplePack } from '../packs/example-pack.ts';
import { packOnDisk } from '../packs/pack-on-disk.ts';

const broken = { '01-first/ten-days.yaml': changed(choiceYaml, 'level: apply', 'level: hard') };

async function run(
  command: (...parameters: Parameters<typeof packCheck>) => Promise<number>,
  files: ReturnType<typeof examplePack>,
): Promise<{ readonly code: number; readonly lines: readonly string[]; readonly folder: string }> {
  const { folder, remove } = await packOnDisk(files);
  const lines: string[] = [];
  try {
    const code = await command(folder, { format: 'text', write: (line) => void lines.push(line) });
    return { code, lines, folder };
  } finally {
    await remove();
  }
}

test('checking a sound pack ends with 0 and a line that sums it up', async () => {
  const { code, lines } = await run(packCheck, examplePack());
  expect(code).toBe(0);
  expect(lines.at(-1)).toContain('example: 2 items, 3 of 3 proofs sound; 0 errors');
});

test('checking a broken pack ends with 1 and names file, line and column', async () => {
  const { code, lines, folder } = await run(packCheck, examplePack(broken));
  expect(code).toBe(1);
  expect(lines.join('\n')).toContain(`${folder}/01-first/ten-days.yaml:6:8 error wrong-value`);
});

test('building a sound pack writes one line of JSON', async () => {
  const { code, lines } = await run(packBuild, examplePack());
  expect(code).toBe(0);
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ format: 'valet-key-pack', pack: { id: 'example' } });
});

test('building a broken pack ends with 1 and writes no JSON', async () => {
  const { code, lines } = await run(packBuild, examplePack(broken));
  expect(code).toBe(1);
  expect(lines.some((line) => line.startsWith('{'))).toBe(false);
});

test('a folder that is not there ends with 2 and one line', async () => {
  const lines: string[] = [];
  expect(await packCheck('/nowhere/at/all', { format: 'text', write: (line) => void lines.push(line) })).toBe(2);
  expect(lines).toHaveLength(1);
});
