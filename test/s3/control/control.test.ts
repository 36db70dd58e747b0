import { beforeEach, describe, expect, test } from 'vitest';

import { seededRandom } from '#base/random.ts';
import type { ControlCommand, ControlResult, EmulatedCredentials } from '#s3/control/control.ts';
import { runControl } from '#s3/control/control-commands.ts';
import { recentDecisions } from '#s3/decision/decision-log.ts';
import { findSigner } from '#s3/identities/identities.ts';
import { identityKey } from '#s3/identities/identity-records.ts';
import { memoryStore, type MemoryStore } from '#s3/store/memory.ts';

const start = new Date('2026-03-01T09:00:00Z');

let store: MemoryStore;
let control: (command: ControlCommand) => Promise<ControlResult>;
let moved: Date[];

beforeEach(() => {
  store = memoryStore();
  moved = [];
  control = controlOf(store);
});

function controlOf(of: MemoryStore, seed = 'control') {
  const options = {
    store: of,
    now: () => start,
    random: seededRandom(seed),
    account: '111122223333',
    decisions: recentDecisions(10),
    onClockMoved: async (instant: Date) => void moved.push(instant),
  };
  return (command: ControlCommand) => runControl(options, command);
}

async function credentials(command: ControlCommand): Promise<EmulatedCredentials> {
  const result = await control(command);
  if (!result.ok || result.kind !== 'credentials') throw new Error(`no credentials: ${JSON.stringify(result)}`);
  return result.credentials;
}

async function refused(command: ControlCommand): Promise<string> {
  const result = await control(command);
  return result.ok ? result.kind : `${result.code}: ${result.message}`;
}

async function lifetimeSeconds(command: ControlCommand): Promise<number> {
  const { expiration } = await credentials(command);
  const status = await control({ command: 'status' });
  const now = status.ok && status.kind === 'status' ? status.now : '';
  return (Date.parse(expiration ?? '') - Date.parse(now)) / 1000;
}

describe('keys', () => {
  test('root has one key from the start, and keeps it', async () => {
    const first = await credentials({ command: 'credentials', identity: 'root' });
    expect(first.accessKeyId).toMatch(/^AKIA[A-Z2-7]{9}EXAMPLE$/);
    expect(first.secretAccessKey).toHaveLength(40);
    expect(await credentials({ command: 'credentials', identity: 'root' })).toEqual(first);
    const identities = await control({ command: 'identities' });
    expect(identities).toMatchObject({
      identities: [
        {
          kind: 'root',
          arn: 'arn:aws:iam::111122223333:root',
          accessKeys: [{ accessKeyId: first.accessKeyId, active: true }],
        },
      ],
    });
  });

  test('the same random numbers make the same keys', async () => {
    const one = await credentials({ command: 'credentials', identity: 'root' });
    control = controlOf(memoryStore());
    expect(await credentials({ command: 'credentials', identity: 'root' })).toEqual(one);
  });

  test('a user signs with the newest active key, and with the newest if none is active', async () => {
    await control({ command: 'put-user', user: 'app' });
    const first = await credentials({ command: 'create-access-key', user: 'app' });
    const second = await credentials({ command: 'create-access-key', user: 'app' });
    expect(await credentials({ command: 'credentials', identity: 'app' })).toEqual(second);
    await control({ command: 'set-access-key-status', accessKeyId: second.accessKeyId, active: false });
    expect(await credentials({ command: 'credentials', identity: 'arn:aws:iam::111122223333:user/app' })).toEqual(
      first,
    );
    await control({ command: 'set-access-key-status', accessKeyId: first.accessKeyId, active: false });
    expect(await credentials({ command: 'credentials', identity: 'app' })).toEqual(second);
    expect((await findSigner(store, second.accessKeyId))?.isActive).toBe(false);
  });

  test('a key pair made elsewhere can be taken over, once', async () => {
    const pair = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
    expect(await refused({ command: 'import-access-key', user: 'root', ...pair })).toBe('done');
    expect(await refused({ command: 'import-access-key', user: 'root', ...pair })).toBe('done');
    expect(await credentials({ command: 'credentials', identity: 'root' })).toEqual(pair);
    await control({ command: 'put-user', user: 'app' });
    expect(await refused({ command: 'import-access-key', user: 'app', ...pair })).toContain('EntityAlreadyExists');
    expect(
      await refused({ command: 'import-access-key', user: 'app', ...pair, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' }),
    ).toContain('ValidationError');
  });

  test('what does not exist is named', async () => {
    expect(await refused({ command: 'create-access-key', user: 'nobody' })).toContain('NoSuchEntity');
    expect(await refused({ command: 'credentials', identity: 'nobody' })).toContain('NoSuchEntity');
    expect(await refused({ command: 'assume-role', role: 'nobody' })).toContain('NoSuchEntity');
    expect(await refused({ command: 'revoke-sessions', role: 'nobody' })).toContain('NoSuchEntity');
    expect(
      await refused({ command: 'set-access-key-status', accessKeyId: 'AKIANOBODYEXAMPLE', active: true }),
    ).toContain('NoSuchEntity');
    expect(await refused({ command: 'put-identity-policy', identity: 'nobody', policy: undefined })).toContain(
      'NoSuchEntity',
    );
    expect(await refused({ command: 'explode' } as unknown as ControlCommand)).toContain('InvalidCommand');
  });
});

const misshapen: readonly unknown[] = [
  {},
  { command: 'toString' },
  { command: 'put-user' },
  { command: 'put-user', user: 3 },
  { command: 'put-user', user: 'a', allow: 's3:*' },
  { command: 'put-user', user: 'a/b' },
  { command: 'move-clock', byMilliseconds: '5' },
  { command: 'set-access-key-status', accessKeyId: 'AKIA', active: 'no' },
  { command: 'put-identity-policy', identity: 'a', policy: [] },
  { command: 'credentials', identity: '' },
];

for (const command of misshapen) {
  test(`the command ${JSON.stringify(command)} is refused`, async () => {
    expect(await refused(command as ControlCommand)).toMatch(/^(?:InvalidCommand|ValidationError): /);
  });
}

describe('policies of identities', () => {
  test('allow stands for one policy, which a later allow replaces', async () => {
    await control({ command: 'put-user', user: 'app', allow: ['s3:GetObject'] });
    const { accessKeyId } = await credentials({ command: 'credentials', identity: 'app' });
    await control({
      command: 'put-identity-policy',
      identity: 'app',
      name: 'extra',
      policy: { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } },
    });
    await control({ command: 'put-user', user: 'app', allow: ['s3:PutObject'] });
    const signer = await findSigner(store, accessKeyId);
    expect(signer?.policies.map(({ source }) => source)).toEqual(['user app, policy extra', 'user app, policy allow']);
    expect(signer?.policies.at(-1)?.document).toMatchObject({
      Statement: [{ Effect: 'Allow', Action: ['s3:PutObject'], Resource: '*' }],
    });
    await control({ command: 'put-identity-policy', identity: 'app', name: 'extra', policy: undefined });
    expect((await findSigner(store, accessKeyId))?.policies).toHaveLength(1);
  });

  test('a policy that cannot be read is refused', async () => {
    await control({ command: 'put-user', user: 'app' });
    const policy = { Statement: { Effect: 'Permit', Action: '*', Resource: '*' } } as never;
    expect(await refused({ command: 'put-identity-policy', identity: 'app', policy })).toContain(
      'MalformedPolicyDocument',
    );
  });
});

describe('sessions', () => {
  beforeEach(async () => {
    await control({ command: 'put-role', role: 'job', allow: ['s3:GetObject'], maxSessionSeconds: 43_200 });
    await control({ command: 'put-user', user: 'app' });
  });

  test('a role session lasts an hour unless asked otherwise, up to the maximum of the role', async () => {
    expect(await lifetimeSeconds({ command: 'assume-role', role: 'job' })).toBe(3_600);
    expect(await lifetimeSeconds({ command: 'assume-role', role: 'job', durationSeconds: 900 })).toBe(900);
    expect(await lifetimeSeconds({ command: 'assume-role', role: 'job', durationSeconds: 43_200 })).toBe(43_200);
    await control({ command: 'put-role', role: 'short' });
    expect(await refused({ command: 'assume-role', role: 'short', durationSeconds: 3_601 })).toContain(
      'MaxSessionDuration',
    );
  });

  for (const durationSeconds of [0, 899, 43_201, 900.5, Number.NaN]) {
    test(`a role session of ${durationSeconds} seconds is refused`, async () => {
      expect(await refused({ command: 'assume-role', role: 'job', durationSeconds })).toContain('ValidationError');
    });
  }

  for (const maxSessionSeconds of [3_599, 43_201]) {
    test(`a role cannot have a maximum of ${maxSessionSeconds} seconds`, async () => {
      expect(await refused({ command: 'put-role', role: 'job', maxSessionSeconds })).toContain('ValidationError');
    });
  }

  test('a chained role session lasts one hour at most', async () => {
    const { accessKeyId: by } = await credentials({ command: 'assume-role', role: 'job' });
    expect(await lifetimeSeconds({ command: 'assume-role', role: 'job', by, durationSeconds: 3_600 })).toBe(3_600);
    expect(await refused({ command: 'assume-role', role: 'job', by, durationSeconds: 3_601 })).toContain(
      'role chaining',
    );
  });

  test('GetSessionToken lasts 12 hours, up to 36 for a user, and one for root whatever it asks for', async () => {
    const { accessKeyId: by } = await credentials({ command: 'credentials', identity: 'app' });
    expect(await lifetimeSeconds({ command: 'get-session-token', by })).toBe(43_200);
    expect(await lifetimeSeconds({ command: 'get-session-token', by, durationSeconds: 129_600 })).toBe(129_600);
    expect(await refused({ command: 'get-session-token', by, durationSeconds: 129_601 })).toContain('ValidationError');
    expect(await lifetimeSeconds({ command: 'get-session-token' })).toBe(3_600);
    expect(await lifetimeSeconds({ command: 'get-session-token', durationSeconds: 129_600 })).toBe(3_600);
  });

  test('GetSessionToken wants long-term credentials', async () => {
    const { accessKeyId: by } = await credentials({ command: 'assume-role', role: 'job' });
    expect(await refused({ command: 'get-session-token', by })).toContain('AccessDenied');
  });

  test('only those a role trusts may assume it', async () => {
    await control({ command: 'put-role', role: 'job', trusts: ['other'] });
    const { accessKeyId: by } = await credentials({ command: 'credentials', identity: 'app' });
    expect(await refused({ command: 'assume-role', role: 'job', by })).toContain(
      'is not authorized to perform: sts:AssumeRole',
    );
    await control({ command: 'put-role', role: 'job', trusts: ['arn:aws:iam::111122223333:user/app'] });
    expect(await refused({ command: 'assume-role', role: 'job', by })).toBe('credentials');
  });

  test('an inactive key and an ended session assume nothing', async () => {
    const { accessKeyId } = await credentials({ command: 'credentials', identity: 'app' });
    await control({ command: 'set-access-key-status', accessKeyId, active: false });
    expect(await refused({ command: 'assume-role', role: 'job', by: accessKeyId })).toContain('InvalidClientTokenId');
    const session = await credentials({ command: 'assume-role', role: 'job' });
    await control({ command: 'move-clock', byMilliseconds: 3_600_001 });
    expect(await refused({ command: 'assume-role', role: 'job', by: session.accessKeyId })).toContain('ExpiredToken');
  });

  test('the principal of a session carries role, name and the time of its token', async () => {
    const { accessKeyId } = await credentials({ command: 'assume-role', role: 'job', sessionName: 'night' });
    expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{9}EXAMPLE$/);
    expect((await findSigner(store, accessKeyId))?.principal).toMatchObject({
      kind: 'role session',
      arn: 'arn:aws:sts::111122223333:assumed-role/job/night',
      roleArn: 'arn:aws:iam::111122223333:role/job',
      tokenIssuedAt: start,
    });
  });

  test('revoking denies the sessions there are, and none that follow', async () => {
    const issued = async (): Promise<number> => {
      const { accessKeyId } = await credentials({ command: 'assume-role', role: 'job' });
      return (await findSigner(store, accessKeyId))?.principal.tokenIssuedAt?.getTime() ?? 0;
    };
    const before = await issued();
    await control({ command: 'revoke-sessions', role: 'job' });
    const after = await issued();
    const { accessKeyId } = await credentials({ command: 'assume-role', role: 'job' });
    const policies = (await findSigner(store, accessKeyId))?.policies ?? [];
    const revoked = policies.find(({ source }) => source.endsWith('AWSRevokeOlderSessions'))?.document;
    const [statement] = [revoked?.Statement].flat();
    const limit = Date.parse(String(statement?.Condition?.DateLessThan?.['aws:TokenIssueTime']));
    expect(before).toBeLessThan(limit);
    expect(after).toBeGreaterThanOrEqual(limit);
  });
});

describe('several accounts', () => {
  const other = '999988887777';

  test('a user of another account is another user, with keys of its own', async () => {
    await control({ command: 'put-user', user: 'app', allow: ['s3:GetObject'] });
    await control({ command: 'put-user', user: 'app', account: other });
    const own = await credentials({ command: 'credentials', identity: 'app' });
    const theirs = await credentials({ command: 'credentials', identity: 'app', account: other });
    expect(theirs.accessKeyId).not.toBe(own.accessKeyId);
    const signer = await findSigner(store, theirs.accessKeyId);
    expect(signer?.principal).toMatchObject({ account: other, arn: `arn:aws:iam::${other}:user/app` });
    expect(signer?.policies).toEqual([]);
    expect(await credentials({ command: 'credentials', identity: `arn:aws:iam::${other}:user/app` })).toEqual(theirs);
  });

  test('the root user of another account comes with its first key', async () => {
    const pair = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY' };
    expect(await refused({ command: 'import-access-key', user: 'root', account: other, ...pair })).toBe('done');
    expect(await credentials({ command: 'credentials', identity: `arn:aws:iam::${other}:root` })).toEqual(pair);
    expect((await findSigner(store, pair.accessKeyId))?.principal).toMatchObject({ kind: 'root', account: other });
    expect(await refused({ command: 'import-access-key', user: 'root', ...pair })).toContain('EntityAlreadyExists');
  });

  test('all identities are shown, each with its account', async () => {
    await control({ command: 'put-role', role: 'job' });
    await control({ command: 'put-user', user: 'app', account: other });
    const { accessKeyId } = await credentials({ command: 'create-access-key', user: 'app', account: other });
    const result = await control({ command: 'identities' });
    const identities = result.ok && result.kind === 'identities' ? result.identities : [];
    expect(identities.map(({ arn }) => arn)).toEqual([
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:role/job',
      `arn:aws:iam::${other}:user/app`,
    ]);
    expect(identities[2]).toMatchObject({ account: other, accessKeys: [{ accessKeyId, active: true }] });
  });

  test('the emulator of another account keeps its own identities where they always stood', async () => {
    await control({ command: 'put-user', user: 'app', account: '111122223333' });
    expect(await store.get(identityKey({ kind: 'user', name: 'app' }))).toBeDefined();
    await control({ command: 'put-user', user: 'app', account: other });
    expect(await store.get(identityKey({ kind: 'user', name: 'app', account: other }))).toBeDefined();
  });

  test('policies and sessions reach roles of another account', async () => {
    await control({ command: 'put-role', role: 'job', account: other });
    const policy = { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } as const;
    const arn = `arn:aws:iam::${other}:role/job`;
    expect(await refused({ command: 'put-identity-policy', identity: 'job', policy })).toContain('NoSuchEntity');
    expect(await refused({ command: 'put-identity-policy', identity: arn, policy })).toBe('done');
    expect(await refused({ command: 'assume-role', role: 'job' })).toContain('NoSuchEntity');
    const { accessKeyId } = await credentials({ command: 'assume-role', role: arn });
    const signer = await findSigner(store, accessKeyId);
    expect(signer?.principal.arn).toBe(`arn:aws:sts::${other}:assumed-role/job/session`);
    expect(signer?.policies).toHaveLength(1);
    expect(await refused({ command: 'revoke-sessions', role: arn })).toBe('done');
    expect((await findSigner(store, accessKeyId))?.policies).toHaveLength(2);
  });

  test('a user name that a role trusts is a user of its own account', async () => {
    await control({ command: 'put-role', role: 'job', trusts: ['app'] });
    await control({ command: 'put-user', user: 'app', account: other });
    const { accessKeyId: by } = await credentials({ command: 'credentials', identity: 'app', account: other });
    expect(await refused({ command: 'assume-role', role: 'job', by })).toContain('AccessDenied');
  });

  const faults: readonly ControlCommand[] = [
    { command: 'put-user', user: 'app', account: '1234' },
    { command: 'credentials', identity: 'arn:aws:iam::999988887777:user/app', account: '111122223333' },
    { command: 'credentials', identity: 'arn:aws:iam::999988887777:role/job' },
    { command: 'revoke-sessions', role: 'arn:aws:iam::999988887777:user/app' },
  ];
  for (const command of faults) {
    test(`${JSON.stringify(command)} is refused`, async () => {
      expect(await refused(command)).toContain('ValidationError');
    });
  }
});

describe('the clock', () => {
  test('is real time plus what it was moved by, and lies in the store', async () => {
    await control({ command: 'move-clock', byMilliseconds: 60_000 });
    await control({ command: 'move-clock', byMilliseconds: -1_000 });
    expect(await control({ command: 'status' })).toEqual({
      ok: true,
      kind: 'status',
      account: '111122223333',
      now: '2026-03-01T09:00:59.000Z',
      clockOffsetMilliseconds: 59_000,
    });
    expect(moved.map((instant) => instant.toISOString())).toEqual([
      '2026-03-01T09:01:00.000Z',
      '2026-03-01T09:00:59.000Z',
    ]);
    control = controlOf(store, 'another program');
    expect(await control({ command: 'status' })).toMatchObject({ clockOffsetMilliseconds: 59_000 });
  });

  test('can be set to an instant', async () => {
    await control({ command: 'set-clock', to: '2026-03-08T09:00:00Z' });
    expect(await control({ command: 'status' })).toMatchObject({ now: '2026-03-08T09:00:00.000Z' });
    expect(await refused({ command: 'set-clock', to: 'tomorrow' })).toContain('ValidationError');
    expect(await refused({ command: 'move-clock', byMilliseconds: Number.NaN })).toContain('ValidationError');
  });

  test('two programs that move it at once both count', async () => {
    await Promise.all(Array.from({ length: 8 }, () => control({ command: 'move-clock', byMilliseconds: 1_000 })));
    expect(await control({ command: 'status' })).toMatchObject({ clockOffsetMilliseconds: 8_000 });
  });
});
