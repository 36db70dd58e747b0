import { describe, expect, test } from 'vitest';

import { checkProof } from '#proofs/check.ts';
import type { ProofSubject } from '#proofs/subject.ts';

import { proofOf, question, questionIds } from './questions.ts';

/** A sound proof with one step exchanged or added. */
const withThen = (...steps: readonly string[]): ProofSubject =>
  proofOf(`
options:
  - { id: a, correct: true, do: [{ set: { expires: 5m } }] }
  - { id: b, do: [{ set: { expires: 1h } }] }
proof:
  given:
    - bucket: reports
    - user: { name: app, allow: [s3:GetObject] }
    - object: { key: q3.pdf, body: hello }
  then:
    - presign: { operation: GetObject, key: q3.pdf, expires: $expires, save: link }
${steps.map((step) => `    - ${step}`).join('\n')}
`);

const found = (subject: ProofSubject) =>
  checkProof(subject).map(({ code, path, message }) => ({ code, path: path.join('.'), message }));

for (const id of questionIds) {
  test(`there is nothing to say about ${id}`, () => {
    expect(checkProof(question(id))).toEqual([]);
  });
}

describe('a step', () => {
  for (const [what, step, code, path, words] of [
    ['with a mistyped verb', 'sned: { url: $link }', 'unknown-verb', 'sned', 'did you mean `send`?'],
    [
      'with a verb that there is not',
      'teleport: { to: $link }',
      'unknown-verb',
      'teleport',
      'there is no verb `teleport`',
    ],
    [
      'with a mistyped field',
      'send: { url: $link, expct: 200 }',
      'unknown-field',
      'send.expct',
      'did you mean `expect`?',
    ],
    [
      'with a mistyped field of expect',
      'send: { url: $link, expect: { outcom: 200 } }',
      'unknown-field',
      'send.expect.outcom',
      'did you mean `outcome`?',
    ],
    ['without a field it needs', 'send: { expect: 200 }', 'missing-field', 'send', 'needs `url`'],
    ['with a value of another kind', 'clock: 10 minutes', 'invalid-value', 'clock', 'expected a duration'],
    [
      'with an outcome that is none',
      'send: { url: $link, expect: 403 Access Denied }',
      'invalid-value',
      'send.expect',
      'expected `200`',
    ],
    [
      'with a literal URL',
      'send: { url: "https://b.example/k" }',
      'invalid-value',
      'send.url',
      'expected the `$name` of a link',
    ],
    [
      'with an unknown operation',
      'call: { operation: GetObjects, key: a }',
      'invalid-value',
      'call.operation',
      'an operation of S3',
    ],
    ['without the key of its operation', 'call: { operation: HeadObject }', 'invalid-value', 'call', 'needs a `key`'],
    ['with two verbs', '{ clock: 1m, delete: a }', 'malformed-step', '', 'a step has one verb'],
    ['that is a text', 'clock', 'malformed-step', '', 'a step is a map of one verb'],
    ['whose verb has no short form', 'presign: GetObject', 'malformed-step', 'presign', 'takes a map of its fields'],
    ['that says and takes nothing', 'state: { bucket: reports }', 'invalid-value', 'state', 'say what to compare'],
    [
      'with two ways of a policy',
      'bucket-policy: { remove: true, put: {} }',
      'invalid-value',
      'bucket-policy.remove',
      'exactly one of',
    ],
    [
      'with a mistyped word of a list',
      'notify: [s3:ObjectCreated:PUT]',
      'invalid-value',
      'notify.0',
      '`notify`: expected an event such as `s3:ObjectCreated:Put` or `s3:ObjectCreated:*`, got `"s3:ObjectCreated:PUT"`; did you mean `s3:ObjectCreated:Put`?',
    ],
    [
      'with a mistyped check',
      'send: { url: $link, expect: { check: expriy } }',
      'invalid-value',
      'send.expect.check',
      '`check`: expected the name of a check, such as `expiry` or `signature`, got `"expriy"`; did you mean `expiry`?',
    ],
    [
      'with a mistyped field of a map in it',
      'state: { object: { key: a, exist: true } }',
      'unknown-field',
      'state.object.exist',
      '`object` has no field `exist`; did you mean `exists`?',
    ],
    [
      'with a text in the place of a map',
      'state: { object: a }',
      'invalid-value',
      'state.object',
      '`object`: expected a map with key',
    ],
    [
      'with a sender that is none',
      'send: { url: $link, from: vpc-1 }',
      'invalid-value',
      'send.from',
      'a VPC endpoint such as `vpce-1a2b3c4d`',
    ],
    [
      'without the source of a copy',
      'call: { operation: CopyObject, key: a, input: { Source: reports/b } }',
      'invalid-value',
      'call',
      '`CopyObject` needs a `CopySource` in its `input`',
    ],
    [
      'with a text where CORS has a list',
      'cors: { rules: [{ AllowedOrigins: "https://app.example", AllowedMethods: [GET] }] }',
      'invalid-value',
      'cors.rules',
      '`AllowedOrigins` is a list: `[https://app.example]`',
    ],
    [
      "with Amazon's name of a form's field",
      'post-policy: { key: a, expires: 10m, conditions: [[starts-with, $key, in/]] }',
      'invalid-value',
      'post-policy.conditions',
      "write `key` for Amazon's `$key`",
    ],
    [
      'with no plan of parts',
      'parts: { upload: $link, size: 5 MiB }',
      'invalid-value',
      'parts',
      '`sizes`, or `object` and `size`',
    ],
  ] as const) {
    test(`${what} is a finding at its place`, () => {
      const full = path === '' ? 'proof.then.1' : `proof.then.1.${path}`;
      expect(found(withThen(step))).toEqual([{ code, path: full, message: expect.stringContaining(words) as string }]);
    });
  }
});

describe('a name', () => {
  test('that nothing binds is a finding with the nearest one', () => {
    expect(found(withThen('send: { url: $lnik }'))).toEqual([
      {
        code: 'unbound-name',
        path: 'proof.then.1.send.url',
        message: 'nothing binds `$lnik` before this step; did you mean `link`?',
      },
    ]);
  });

  test('that is bound only later is a finding', () => {
    const subject = withThen('set: { late: $soon }', 'set: { soon: 1 }');
    expect(found(subject)).toMatchObject([{ code: 'unbound-name', path: 'proof.then.1.set.late' }]);
  });

  test('that one option does not bind is named with that option', () => {
    const subject = withThen('send: { url: $link }');
    const options = subject.options?.map((option) =>
      option.id === 'b' ? { ...option, do: [{ clock: '1m' }] } : option,
    );
    const [finding] = found({ ...subject, options: options ?? [] });
    expect(finding).toMatchObject({ code: 'unbound-name', path: 'proof.then.0.presign.expires' });
    expect(finding?.message).toContain('when `b` is carried out');
    expect(finding?.message).toContain('`then` of its own');
  });

  test('may be bound again, and read from the steps before', () => {
    expect(found(withThen('set: { expires: 1m }', 'set: { again: $expires }', 'send: { url: $link }'))).toEqual([]);
  });
});

describe('a thing', () => {
  for (const [what, step, code, words] of [
    [
      'a mistyped bucket',
      'presign: { operation: GetObject, key: a, bucket: report, expires: 1h }',
      'unknown-name',
      'did you mean `reports`?',
    ],
    [
      'a mistyped user',
      'presign: { operation: GetObject, key: a, as: ap, expires: 1h }',
      'unknown-name',
      'did you mean `app`?',
    ],
    ['a mistyped identity', 'identity-policy: { of: pp, remove: true }', 'unknown-name', 'there is no identity `pp`'],
    ['a role that does not exist', 'revoke-sessions: reader', 'unknown-name', 'there is no role `reader`'],
    [
      'anonymous presigning',
      'presign: { operation: GetObject, key: a, as: anonymous, expires: 1h }',
      'unknown-name',
      'there is no user',
    ],
  ] as const) {
    test(`${what} is a finding`, () => {
      expect(found(withThen(step))).toMatchObject([{ code, message: expect.stringContaining(words) as string }]);
    });
  }

  test('may be missing on purpose: a bucket that is nowhere, an anonymous call, one that a call creates', () => {
    const steps = [
      'call: { operation: GetObject, key: a, bucket: archive, expect: 404 NoSuchBucket }',
      'call: { operation: GetObject, key: a, as: anonymous, expect: refused }',
      'call: { operation: CreateBucket, bucket: reportz }',
    ];
    expect(found(withThen(...steps))).toEqual([]);
  });

  test('has to be named where there are two', () => {
    const subject = withThen('user: { name: other, allow: [] }', 'call: { operation: HeadObject, key: a }');
    expect(found(subject)).toMatchObject([{ code: 'needs-a-name', message: 'say `as`: there are app, other' }]);
  });

  test('that is a role is to be assumed', () => {
    const subject = withThen(
      'role: { name: reader, allow: [] }',
      'call: { operation: HeadObject, key: a, as: reader }',
    );
    expect(found(subject)).toMatchObject([
      { code: 'unknown-name', message: expect.stringContaining('`assume` it') as string },
    ]);
  });
});

describe('worlds', () => {
  const worlds = { 'one-report': [{ bucket: 'reports' }, { user: { name: 'app' } }, { objekt: { key: 'a' } }] };
  const inWorld = (first: string): ProofSubject => ({
    ...proofOf(`
options: [{ id: a, correct: true, do: [{ delete: a }] }, { id: b, do: [{ clock: 1m }] }]
proof: { given: [{ world: ${first} }], then: [{ state: { object: { key: a, exists: false } } }] }`),
    worlds,
  });

  test('their steps stand in the place of their name, and findings lead into them', () => {
    expect(found(inWorld('one-report'))).toMatchObject([
      {
        code: 'unknown-verb',
        path: 'worlds.one-report.2.objekt',
        message: expect.stringContaining('`object`') as string,
      },
    ]);
  });

  test('one that does not exist is a finding', () => {
    expect(found(inWorld('one-reports'))[0]).toMatchObject({ code: 'unknown-name', path: 'proof.given.0.world' });
  });

  test('one that does not stand first is a finding', () => {
    expect(found(withThen('world: one-report'))).toMatchObject([{ code: 'world-not-first', path: 'proof.then.1' }]);
  });
});

describe('options', () => {
  const base = withThen('send: { url: $link }');
  const [a, b] = base.options ?? [];

  test('without a do are findings, and an empty one is none', () => {
    expect(found({ ...base, options: [a!, { id: 'b' }] })).toMatchObject([{ code: 'missing-do', path: 'options.1' }]);
  });

  test('without a right one are a finding', () => {
    expect(found({ ...base, options: [b!] })).toMatchObject([{ code: 'no-key', path: 'options' }]);
  });

  test('with then of their own leave none to the proof', () => {
    const then = [{ state: { uploads: 0 } }];
    expect(found({ ...base, options: [{ ...a!, then }, b!] })[0]).toMatchObject({ code: 'two-thens' });
    expect(found({ ...base, proof: { given: [{ bucket: 'b' }] }, options: [{ ...a!, then }, b!] })).toMatchObject([
      { code: 'missing-then', path: 'options.1' },
    ]);
  });

  test('of which none can fail are a finding where there is no control', () => {
    expect(found({ ...base, options: [a!, { ...b!, correct: true }] })).toMatchObject([{ code: 'missing-control' }]);
  });

  test('MOST and LEAST need one that works and breaks a constraint', () => {
    const ask = 'Which solution has the LEAST operational overhead?';
    expect(found({ ...base, ask })).toMatchObject([{ code: 'missing-breaks', path: 'ask' }]);
    expect(found({ ...base, ask: 'Which solution is the least of all?' })).toEqual([]);
    const constraints = { 'least-overhead': 'Asked is the LEAST overhead.' };
    const options = [a!, b!, { ...b!, id: 'c', breaks: 'least-overhead' }];
    expect(found({ ...base, ask, constraints, options })).toEqual([]);
    const mistyped = [a!, b!, { ...b!, id: 'c', breaks: 'least-overhed' }];
    expect(found({ ...base, ask, constraints, options: mistyped })).toMatchObject([
      { code: 'unknown-constraint', message: expect.stringContaining('`least-overhead`') as string },
    ]);
  });
});

test('a proof without then is a finding', () => {
  expect(found({ ...withThen(), proof: { given: [] } })).toMatchObject([{ code: 'missing-then' }]);
});

test('an item that says why it has no proof is left alone', () => {
  expect(
    checkProof({ id: 'a', type: 'choice', proof: { none: 'kms', because: 'No key management.' }, worlds: {} }),
  ).toEqual([]);
});

test('more than a hundred steps in a row, or too many rows, are findings', () => {
  const steps = Array.from({ length: 100 }, () => 'clock: 1s');
  expect(found(withThen(...steps))).toMatchObject([{ code: 'too-much', path: 'proof' }]);
  const options = Array.from({ length: 10 }, (_, index) => ({
    id: `o${index}`,
    correct: index < 4,
    do: [{ set: { expires: '5m' } }],
  }));
  expect(found({ ...withThen(), together: true, options })).toMatchObject([{ code: 'too-much', path: 'options' }]);
});

for (const step of [
  'object: { key: big, body: { size: 1 GiB, fill: a } }\n    - state: { object: { key: big, etag: x } }',
  'call: { operation: PutObject, key: big, input: { Body: { size: 65 MiB, fill: a } }, expect: { etag: x } }',
]) {
  test('an ETag of a fill over 64 MiB can’t be expected', () => {
    expect(found(withThen(step))).toMatchObject([{ code: 'digest-of-a-large-fill' }]);
  });
}
