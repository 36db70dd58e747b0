import { expect, test } from 'vitest';

import { pastedCredentials } from '#client/pasted-credentials.ts';

const id = 'ASIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const token = 'IQoJb3JpZ2luX2VjEXAMPLE//token+with/slashes==';
const ends = '2026-11-21T20:24:10+00:00';
const pairs = (line: (name: string, value: string) => string): string =>
  [
    line('AWS_ACCESS_KEY_ID', id),
    line('AWS_SECRET_ACCESS_KEY', secret),
    line('AWS_SESSION_TOKEN', token),
    line('AWS_CREDENTIAL_EXPIRATION', ends),
  ].join('\n');
const process = { Version: 1, AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: ends };

const forms: Readonly<Record<string, string>> = {
  'process (JSON)': JSON.stringify(process, undefined, 2),
  'JSON of aws sts': JSON.stringify({ Credentials: process, AssumedRoleUser: { Arn: 'arn:aws:sts::111122223333:x' } }),
  env: pairs((name, value) => `export ${name}=${value}`),
  'env-no-export': pairs((name, value) => `${name}=${value}`),
  'env with quotes': pairs((name, value) => `export ${name}="${value}"`),
  powershell: pairs((name, value) => `$Env:${name}="${value}"`),
  'windows-cmd': pairs((name, value) => `set ${name}=${value}`).replaceAll('\n', '\r\n'),
  fish: pairs((name, value) => `set -gx ${name} ${value}`),
  'credentials file': `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\naws_session_token = ${token}\naws_expiration=${ends}`,
};

for (const [form, text] of Object.entries(forms)) {
  test(`credentials are read as ${form} prints them`, () => {
    expect(pastedCredentials(text)).toEqual({
      ok: true,
      isLongTerm: false,
      credentials: {
        accessKeyId: id,
        secretAccessKey: secret,
        sessionToken: token,
        expiration: new Date(ends),
      },
    });
  });
}

test('a key pair without a token is a long-term key', () => {
  const pasted = pastedCredentials(`AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nAWS_SECRET_ACCESS_KEY=${secret}`);
  expect(pasted).toEqual({
    ok: true,
    isLongTerm: true,
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret },
  });
});

for (const [what, text] of [
  ['nothing', ''],
  ['an unfinished JSON', JSON.stringify(process).slice(0, -5)],
  ['a temporary key without its token', `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}`],
  ['an id alone', `AWS_ACCESS_KEY_ID=${id}`],
  ['a secret in the place of the id', `AWS_ACCESS_KEY_ID=${secret}\nAWS_SECRET_ACCESS_KEY=${secret}`],
  ['a list in JSON', '{"AccessKeyId": ["x"]}'],
] as const) {
  test(`${what} is refused, and nothing of it is repeated`, () => {
    const pasted = pastedCredentials(text);
    expect(pasted.ok).toBe(false);
    if (!pasted.ok) expect(pasted.message).not.toMatch(/EXAMPLE/);
  });
}
