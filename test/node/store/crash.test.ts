import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CrashRounds } from './crash-rounds.ts';
import { buildCommandLine, ServeProcess } from './serve-process.ts';

const base = mkdtempSync(join(tmpdir(), 'crash-'));
let program: string;

beforeAll(async () => {
  program = await buildCommandLine('crash-test');
}, 60_000);
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('a server that is killed under load has all it acknowledged when it is started again, and nothing half', async () => {
  const rounds = new CrashRounds(program, join(base, 'data'));
  for (const objects of [30, 80]) expect(await rounds.round(objects, 4)).toEqual([]);
}, 60_000);

test('a second server on the folder of a running one ends with a line; that one goes on', async () => {
  const folder = join(base, 'shared');
  const first = await ServeProcess.start(program, ['--data', folder]);
  try {
    await expect(ServeProcess.start(program, ['--data', folder])).rejects.toThrow(
      new RegExp(`^The folder ${folder} is in use by another server \\(process ${first.pid}\\): stop that one, .*$`),
    );
    expect((await fetch(`http://127.0.0.1:${first.port}/`)).status).toBe(403);
  } finally {
    await first.end('SIGKILL');
  }
  await (await ServeProcess.start(program, ['--data', folder])).end('SIGTERM');
}, 60_000);
