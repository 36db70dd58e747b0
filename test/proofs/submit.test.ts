import { describe, expect, test } from 'vitest';

import { checkProof } from '#proofs/check.ts';
import { prove } from '#proofs/matrix.ts';

import { proofOf } from './questions.ts';

const given = `
    - bucket: avatars
    - user: { name: app, allow: [s3:PutObject, s3:GetObject] }`;

/** Whether the steps of a one-row proof come out as expected; else what went otherwise. */
async function outcomeOf(steps: string): Promise<string> {
  const subject = { ...proofOf(`proof:\n  given:${given}\n  then:\n${steps}`), type: 'reveal' as const };
  const findings = checkProof(subject);
  if (findings.length > 0) return findings.map(({ message }) => message).join('; ');
  const { rows } = await prove(subject);
  return rows.map((row) => (row.holds ? 'holds' : JSON.stringify(row.ended))).join();
}

describe('a form in a proof', () => {
  const cases: Readonly<Record<string, string>> = {
    'is stored under its key, with its fields': `
      - post-policy: { key: a.txt, fields: { Content-Type: text/css, x-amz-meta-by: me }, expires: 10m, save: form }
      - submit: { form: $form, file: { name: b.txt, type: image/gif, body: hello }, expect: 204 }
      - state: { object: { key: a.txt, body: hello, type: text/css } }`,
    'takes its key from the name of the file': `
      - post-policy: { key: "in/\${filename}", expires: 10m, save: form }
      - submit: { form: $form, file: { name: 'C:\\dir\\b.txt', body: hello } }
      - state: { object: { key: in/b.txt, exists: true } }`,
    'answers as its field asks': `
      - post-policy: { key: a.txt, fields: { success_action_status: 201 }, expires: 10m, save: form }
      - submit: { form: $form, file: { body: hello }, save: up, expect: { outcome: 201, body: { contains: <Key>a.txt</Key> } } }
      - state: { object: { key: a.txt, etag: $up.ETag } }`,
    'is refused once it has expired': `
      - post-policy: { key: a.txt, expires: 10m, save: form }
      - clock: 11m
      - submit: { form: $form, file: { body: hello }, expect: { outcome: 403 AccessDenied, check: post-policy-expiry } }`,
    'is refused with a field that is not in its policy': `
      - post-policy: { key: a.txt, expires: 10m, save: form }
      - submit: { form: $form, fields: { acl: private }, file: { body: hello }, expect: { outcome: 403 AccessDenied, check: post-policy-conditions } }`,
    'is refused without a field of its policy': `
      - post-policy: { key: a.txt, fields: { x-amz-meta-by: me }, expires: 10m, save: form }
      - submit: { form: $form, fields: { x-amz-meta-by: null }, file: { body: hello }, expect: 403 AccessDenied }`,
    'is refused without its signature': `
      - post-policy: { key: a.txt, expires: 10m, save: form }
      - submit: { form: $form, fields: { X-Amz-Signature: null }, file: { body: hello }, expect: { outcome: 400 InvalidArgument, check: parameters } }`,
    'meets every kind of condition': `
      - post-policy: { key: a.txt, conditions: [[starts-with, x-amz-meta-tag, a], [eq, x-amz-storage-class, STANDARD_IA], [content-length-range, 1 B, 4 B]], expires: 10m, save: form }
      - submit: { form: $form, fields: { x-amz-meta-tag: abc, x-amz-storage-class: STANDARD_IA }, file: { body: four }, expect: 204 }
      - submit: { form: $form, fields: { x-amz-meta-tag: b, x-amz-storage-class: STANDARD_IA }, file: { body: four }, expect: 403 }
      - submit: { form: $form, fields: { x-amz-meta-tag: abc, x-amz-storage-class: STANDARD_IA }, file: { body: fives }, expect: 400 EntityTooLarge }`,
    'is signed by a session, and ends with it': `
      - session-token: { as: app, for: 15m, save: session }
      - post-policy: { key: a.txt, as: $session, expires: 10h, save: form }
      - submit: { form: $form, file: { body: hello }, expect: 204 }
      - clock: 16m
      - submit: { form: $form, file: { body: hello }, expect: { outcome: 400 ExpiredToken, check: session-expiry } }`,
    'is judged by the age of its signature': `
      - post-policy: { key: a.txt, expires: 1h, save: form }
      - bucket-policy: { add: { Effect: Deny, Action: s3:PutObject, Condition: { NumericGreaterThan: { s3:signatureAge: 600000 } } } }
      - clock: 11m
      - submit: { form: $form, file: { body: hello }, expect: { outcome: 403 AccessDenied, check: bucket-policy } }`,
    'is sent by a page without asking first, and read where CORS lets it': `
      - post-policy: { key: a.txt, expires: 10m, save: form }
      - submit: { form: $form, file: { body: hello }, origin: "https://app.example", expect: blocked }
      - state: { object: { key: a.txt, exists: true }, note: It was stored all the same }
      - cors: { rules: [{ AllowedOrigins: ["https://app.example"], AllowedMethods: [POST] }] }
      - submit: { form: $form, file: { body: hello }, origin: "https://app.example", expect: { outcome: 204, headers: { etag: absent } } }
      - cors: { rules: [{ AllowedOrigins: ["https://app.example"], AllowedMethods: [POST], ExposeHeaders: [ETag] }] }
      - submit: { form: $form, file: { body: hello }, origin: "https://app.example", expect: { outcome: 204, headers: { etag: present } } }`,
    'is refused with another key': `
      - post-policy: { key: a.txt, expires: 10m, save: form }
      - submit: { form: $form, fields: { key: b.txt }, file: { body: hello }, expect: 403 AccessDenied }`,
  };
  for (const [name, steps] of Object.entries(cases)) {
    test(name, async () => {
      expect(await outcomeOf(steps)).toBe('holds');
    });
  }
});

test('what no condition is, is found before anything runs', () => {
  const complaints = (condition: string) =>
    checkProof({
      ...proofOf(
        `proof:\n  given:${given}\n  then:\n    - post-policy: { key: a, conditions: [${condition}], expires: 1m, save: f }`,
      ),
      type: 'reveal',
    });
  expect(complaints('[starts-with, key, a]')).toEqual([]);
  for (const condition of ['[ends-with, key, a]', '[content-length-range, 1, 2]', '[eq, key]', 'eq']) {
    expect(complaints(condition)).not.toEqual([]);
  }
});
