import { expect, test } from 'vitest';

import { seededRandom } from '#base/random.ts';
import { createEmulator } from '#s3/emulator.ts';
import { memoryStore } from '#s3/store/memory.ts';
import { importRootKeys, parseRootKey, parseRootKeys, rootKeyLines } from '#node/root-keys.ts';

const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const other = '999988887777';

const emulator = () =>
  createEmulator({ store: memoryStore(), now: () => new Date('2026-03-01T09:00:00Z'), random: seededRandom('keys') });

test('a key is an id, a secret and perhaps an account', () => {
  expect(parseRootKey(`${id}:${secret}`)).toEqual({ accessKeyId: id, secretAccessKey: secret });
  expect(parseRootKey(`${id}:${secret}:${other}`)).toEqual({
    accessKeyId: id,
    secretAccessKey: secret,
    account: other,
  });
});

test('a list of keys has commas between them', () => {
  expect(parseRootKeys(` ${id}:${secret} ,AKIAI44QH8DHBEXAMPLE:${secret}:${other},`)).toHaveLength(2);
  expect(parseRootKeys('')).toEqual([]);
});

for (const text of [
  '',
  id,
  `${id}:`,
  `:${secret}`,
  `${id}:${secret}:`,
  `${id}:${secret}:123`,
  `${id}:${secret}:${other}:x`,
]) {
  test(`the key ${text.replace(secret, 'SECRET')} is refused without a word of its secret`, () => {
    expect(() => parseRootKey(text)).toThrow(RangeError);
    expect(() => parseRootKey(text)).not.toThrow(secret);
  });
}

test('keys are those of the root users of their accounts', async () => {
  const account = emulator();
  await importRootKeys(account, parseRootKeys(`${id}:${secret},AKIAI44QH8DHBEXAMPLE:${secret}:${other}`));
  const result = await account.control({ command: 'identities' });
  const identities = result.ok && result.kind === 'identities' ? result.identities : [];
  const owners = identities.map(({ arn, accessKeys }) => [arn, accessKeys.map(({ accessKeyId }) => accessKeyId)]);
  expect(owners).toEqual([
    ['arn:aws:iam::111122223333:root', [expect.any(String), id]],
    [`arn:aws:iam::${other}:root`, ['AKIAI44QH8DHBEXAMPLE']],
  ]);
});

test('an id that has another secret already is refused, without either', async () => {
  const account = emulator();
  const keys = parseRootKeys(`${id}:${secret},${id}:${secret}2`);
  await expect(importRootKeys(account, keys)).rejects.toThrow(`The access key ${id} exists already.`);
});

test('without keys the lines to sign with name the one that the root user has', async () => {
  const account = emulator();
  const [first, second] = await rootKeyLines(account, 'eu-west-1');
  expect(first).toMatch(/^export AWS_ACCESS_KEY_ID=AKIA[A-Z2-7]{9}EXAMPLE$/);
  expect(second).toMatch(/^export AWS_SECRET_ACCESS_KEY=\w{40}$/);
  expect(await rootKeyLines(account, 'eu-west-1')).toContain(first);
});
