import { expect, test } from 'vitest';

import { seededRandom } from '#base/random.ts';
import { emulatedSigners } from '#lab/signer.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';

test('those who may sign are those of the own account, users before roles before root', async () => {
  const emulator = createEmulator({
    store: memoryStore(),
    now: () => new Date('2026-03-01T09:00:00Z'),
    random: seededRandom('signers'),
  });
  const guest = { user: 'guest', account: '999988887777' };
  await emulator.control({ command: 'put-role', role: 'job' });
  await emulator.control({ command: 'put-user', user: 'app' });
  await emulator.control({ command: 'create-access-key', user: 'app' });
  await emulator.control({ command: 'put-user', ...guest });
  await emulator.control({ command: 'create-access-key', ...guest });
  await emulator.control({ command: 'create-access-key', user: 'root', account: guest.account });
  const signers = await emulatedSigners((command) => emulator.control(command));
  expect(signers.map(({ id }) => id)).toEqual(['user/app', 'role/job', 'root/root']);
});
