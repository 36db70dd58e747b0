import { describe, expect, test } from 'vitest';

import { prove } from '#proofs/matrix.ts';
import type { ProofSubject } from '#proofs/subject.ts';

import { proofOf, question, questionIds } from './questions.ts';

describe.each(questionIds)('the question %s', (id) => {
  test('is sound: exactly the right responses hold', async () => {
    const { rows, findings, sound } = await prove(question(id));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(sound).toBe(true);
    expect(rows.map(({ holds }) => holds)).toEqual(rows.map(({ mustHold }) => mustHold));
  });
});

const rowIds = async (subject: ProofSubject) => (await prove(subject)).rows.map(({ id }) => id);

describe('the rows', () => {
  test('of a choice are the control and its options', async () => {
    expect(await rowIds(question('leftovers-are-billed'))).toEqual([
      'control',
      'abort-rule',
      'expire-rule',
      'nightly-job',
      'abort-all',
    ]);
  });

  test('have no control where only responses bind what then reads', async () => {
    expect(await rowIds(question('longest-expiry'))).toEqual(['h12', 'h36', 'd7', 'd30']);
  });

  test('have no control where doing nothing is an option', async () => {
    const subject = question('leftovers-are-billed');
    const options = [...(subject.options ?? []), { id: 'wait', do: [] }];
    expect(await rowIds({ ...subject, options })).not.toContain('control');
  });

  test('have no control where options are statements', async () => {
    expect(await rowIds(question('parts-and-their-order'))).toEqual([
      'any-order',
      'list-any-order',
      'refused-at-upload',
      'etag-is-md5',
    ]);
  });

  test('of a combination are all sets of as many options as there are keys', async () => {
    const ids = await rowIds(question('leaked-key'));
    expect(ids).toHaveLength(11);
    expect(ids).toContain('second-key+deactivate');
  });

  test('of a reveal card is one', async () => {
    expect(await rowIds(question('one-part-etag'))).toEqual(['proof']);
  });
});

test('a wrong row says at which step it ended, what was expected and what S3 did', async () => {
  const { rows } = await prove(question('etag-the-page-cannot-read'));
  expect(rows.find(({ id }) => id === 'wrong-order')?.ended).toEqual({
    step: 'Upload parts 1 (5 MiB), 2 (1 MiB) with pre-signed URLs good for 15 min as a page of `https://app.example`',
    expected: 'header `etag` absent',
    actual: expect.stringMatching(/^`etag` `"[0-9a-f]{32}"`$/) as string,
  });
});

test('each run is the same, and makes the same ids', async () => {
  const [one, other] = [await prove(question('one-part-etag')), await prove(question('one-part-etag'))];
  expect(one).toEqual(other);
});

const broken = (options: string, then: string, given = ''): ProofSubject =>
  proofOf(`
options:
${options}
proof:
  given:
    - bucket: reports
    - user: { name: app, allow: [s3:GetObject] }
    - object: { key: q3.pdf, body: hello }
    - presign: { operation: GetObject, key: q3.pdf, expires: 1h, save: link }
    - send: { url: $link }
${given}
  then:
${then}
`);
const refused = '    - send: { url: $link, expect: 403 AccessDenied }';

describe('a broken proof', () => {
  for (const [what, subject, code, path, words] of [
    [
      'whose key does not hold',
      broken(
        '  - { id: wait, correct: true, do: [{ clock: 30m }] }\n  - { id: drop, do: [{ new-key: app }] }',
        refused,
      ),
      'unsound',
      'options.0',
      '`wait` is to hold, and ends at “Use the link: expected 403 AccessDenied, got 200”',
    ],
    [
      'with a second option that works',
      broken(
        '  - { id: hour, correct: true, do: [{ clock: 2h }] }\n  - { id: deny, do: [{ bucket-policy: { add: { Effect: Deny, Action: s3:GetObject } } }] }',
        refused,
      ),
      'unsound',
      'options.1',
      '`deny` is marked wrong, and all that `then` expects comes true',
    ],
    [
      'that holds with nothing done',
      broken(
        '  - { id: hour, correct: true, do: [{ clock: 30m }] }\n  - { id: gone, do: [{ delete: q3.pdf }] }',
        '    - send: { url: $link }',
      ),
      'vacuous',
      'proof.then',
      'with nothing done',
    ],
    [
      'with a wrong option whose own steps go wrong',
      broken(
        '  - { id: hour, correct: true, do: [{ clock: 2h }] }\n  - { id: back, do: [{ clock: 2026-01-01T00:00:00Z }] }',
        refused,
      ),
      'dishonest-failure',
      'options.1.do.0',
      'the clock only goes forward',
    ],
    [
      'with a wrong option whose request is refused in its do',
      broken(
        '  - { id: hour, correct: true, do: [{ clock: 2h }] }\n  - { id: put, do: [{ call: { operation: PutObject, key: q3.pdf } }] }',
        refused,
      ),
      'dishonest-failure',
      'options.1.do.0',
      'expected ok, got 403 AccessDenied',
    ],
    [
      'with a wrong option that the SDK refuses unexpectedly',
      broken(
        '  - { id: week, correct: true, do: [{ set: { life: 7d } }] }\n  - { id: month, do: [{ set: { life: 30d } }] }',
        '    - presign: { operation: GetObject, key: q3.pdf, expires: $life, save: at }\n    - send: { url: $at }',
      ),
      'dishonest-failure',
      'proof.then.0',
      'less than one week',
    ],
    [
      'with a value of the wrong kind',
      broken(
        '  - { id: week, correct: true, do: [{ set: { life: 7d } }] }\n  - { id: many, do: [{ set: { life: many } }] }',
        '    - presign: { operation: GetObject, key: q3.pdf, expires: $life, save: at }',
      ),
      'dishonest-failure',
      'proof.then.0',
      'expected a duration such as `90s`, `15m`, `24h` or `7d`, got `"many"`',
    ],
    [
      'whose premise is not so',
      broken(
        '  - { id: hour, correct: true, do: [{ clock: 2h }] }\n  - { id: wait, do: [{ clock: 1m }] }',
        refused,
        '    - send: { url: $link, method: PUT }',
      ),
      'premise',
      'proof.given.5',
      'expected ok, got 403 SignatureDoesNotMatch',
    ],
  ] as const) {
    test(`${what} is a finding: ${code}`, async () => {
      const { findings, sound } = await prove(subject);
      expect(sound).toBe(false);
      expect(findings.map((finding) => ({ ...finding, path: finding.path.join('.') }))).toEqual([
        { code, path, severity: 'error', message: expect.stringContaining(words) as string },
      ]);
    });
  }

  test('is not carried out where the checker has found something', async () => {
    const { rows, findings } = await prove(broken('  - { id: a, correct: true, do: [{ wait: 2h }] }', refused));
    expect(rows).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['unknown-verb']);
  });
});

test('an option that breaks a constraint holds and is wrong', async () => {
  const { rows } = await prove(question('leftovers-are-billed'));
  expect(rows.find(({ id }) => id === 'nightly-job')).toEqual({ id: 'nightly-job', holds: true, mustHold: true });
});

test('an item without a proof is sound and has no rows', async () => {
  const proof = { none: 'kms', because: 'No key management.' } as const;
  expect(await prove({ id: 'a', type: 'choice', proof, worlds: {} })).toEqual({ rows: [], findings: [], sound: true });
});

test('five rows of ten requests are proved in well under a second', async () => {
  const requests = Array.from({ length: 10 }, () => '    - send: { url: $link }').join('\n');
  const wrong = ['b', 'c', 'd'].map((id) => `  - { id: ${id}, do: [{ delete: q3.pdf }] }`).join('\n');
  const options = `  - { id: a, correct: true, do: [{ object: { key: q3.pdf, body: new } }] }\n${wrong}`;
  const subject = broken(options, `${requests}\n    - state: { object: { key: q3.pdf, body: new } }`);
  const times: number[] = [];
  // The best of a few, since other programs run beside a test.
  for (let run = 0; run < 4; run += 1) {
    const started = performance.now();
    expect((await prove(subject)).rows).toHaveLength(5);
    times.push(performance.now() - started);
  }
  expect(Math.min(...times)).toBeLessThan(1_000);
});
