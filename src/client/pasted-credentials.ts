import type { Credentials } from './credentials.ts';

export type PastedCredentials =
  | {
      readonly ok: true;
      readonly credentials: Credentials;
      /** A long-term key has no session token and never ends by itself. */
      readonly isLongTerm: boolean;
    }
  /** What is missing or wrong; never what was pasted. */
  | { readonly ok: false; readonly message: string };

/** Names under which the parts of a credential are pasted, in lower case and without separators. */
const parts: Readonly<Record<string, 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiration'>> = {
  accesskeyid: 'accessKeyId',
  secretaccesskey: 'secretAccessKey',
  sessiontoken: 'sessionToken',
  securitytoken: 'sessionToken',
  expiration: 'expiration',
  credentialexpiration: 'expiration',
};
type Part = (typeof parts)[string];

const longestPaste = 32 * 1024;
/** `export NAME=…`, `NAME=…`, `$Env:NAME="…"`, `set NAME=…`, `set -gx NAME …`, `name = …` of a credentials file. */
const assignment =
  /^\s*(?:export\s+|set\s+-gx\s+|set\s+|\$env:)?"?([A-Za-z_]+)(?:\s*=\s*|\s+)(["']?)([^"']*?)\2;?\s*$/i;

/** Reads credentials as `aws configure export-credentials` and `aws sts` print them, and as a credentials file holds them. */
export function pastedCredentials(text: string): PastedCredentials {
  if (text.length > longestPaste) return refused('That is too long for credentials.');
  const found = text.trimStart().startsWith('{') ? fromJson(text) : fromLines(text);
  if (!found) return refused('That looks like JSON and is not complete. Copy all of it, with both braces.');
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = found;
  if (accessKeyId === undefined) return refused('There is no access key id in it.');
  if (!/^[A-Z0-9]{16,128}$/.test(accessKeyId)) return refused('The access key id is not made of capitals and digits.');
  if (secretAccessKey === undefined) return refused('There is no secret access key in it.');
  if (sessionToken === undefined && accessKeyId.startsWith('ASIA'))
    return refused('ASIA… is a temporary key, and its session token is missing.');
  const ends = expiration === undefined ? undefined : new Date(expiration);
  return {
    ok: true,
    isLongTerm: sessionToken === undefined,
    credentials: {
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(ends && !Number.isNaN(ends.getTime()) && { expiration: ends }),
    },
  };
}

function refused(message: string): PastedCredentials {
  return { ok: false, message };
}

type Found = Partial<Record<Part, string>>;

function fromLines(text: string): Found {
  const found: Found = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', , value = ''] = assignment.exec(line) ?? [];
    add(found, name, value.trim());
  }
  return found;
}

function fromJson(text: string): Found | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found: Found = {};
  const outer = read as Readonly<Record<string, unknown>>;
  // `aws sts assume-role` wraps them.
  const inner = (outer['Credentials'] ?? outer) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(inner)) if (typeof value === 'string') add(found, name, value);
  return found;
}

function add(found: Found, name: string, value: string): void {
  const part = parts[name.toLowerCase().replaceAll('_', '').replace(/^aws/, '')];
  if (part !== undefined && value !== '') found[part] = value;
}
