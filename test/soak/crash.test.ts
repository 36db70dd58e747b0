import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CrashRounds } from '../node/store/crash-rounds.ts';
import { buildCommandLine } from '../node/store/serve-process.ts';

const base = mkdtempSync(join(tmpdir(), 'crash-soak-'));
const rounds = 25;

afterAll(() => rmSync(base, { recursive: true, force: true }));

test(`a folder survives ${rounds} kills one after the other, each at another moment`, async () => {
  const crashes = new CrashRounds(await buildCommandLine('crash-soak'), join(base, 'data'));
  for (let round = 0; round < rounds; round += 1)
    expect(await crashes.round(10 + ((round * 37) % 150), round % 7)).toEqual([]);
});
