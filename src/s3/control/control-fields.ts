import type { ControlCommand } from './control.ts';
import { ControlFault } from './control-fault.ts';

const kinds = {
  text: (value: unknown) => typeof value === 'string' && value !== '',
  texts: (value: unknown) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  number: (value: unknown) => typeof value === 'number',
  truth: (value: unknown) => typeof value === 'boolean',
  account: (value: unknown) => typeof value === 'string' && /^\d{12}$/.test(value),
  document: (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value),
} as const;

/** A kind that ends in `?` may be left out. */
type Kind = keyof typeof kinds | `${keyof typeof kinds}?`;

const fields: { readonly [Name in ControlCommand['command']]: FieldsOf<Name> } = {
  status: {},
  'move-clock': { byMilliseconds: 'number' },
  'set-clock': { to: 'text' },
  'put-user': { user: 'text', account: 'account?', allow: 'texts?' },
  'put-role': {
    role: 'text',
    account: 'account?',
    allow: 'texts?',
    trusts: 'texts?',
    maxSessionSeconds: 'number?',
  },
  'put-identity-policy': { identity: 'text', account: 'account?', name: 'text?', policy: 'document?' },
  'create-access-key': { user: 'text', account: 'account?' },
  'import-access-key': { user: 'text', account: 'account?', accessKeyId: 'text', secretAccessKey: 'text' },
  'set-access-key-status': { accessKeyId: 'text', active: 'truth' },
  'assume-role': {
    role: 'text',
    account: 'account?',
    by: 'text?',
    sessionName: 'text?',
    durationSeconds: 'number?',
    policy: 'document?',
  },
  'get-session-token': { by: 'text?', durationSeconds: 'number?' },
  'revoke-sessions': { role: 'text', account: 'account?' },
  credentials: { identity: 'text', account: 'account?' },
  identities: {},
  events: { bucket: 'text', since: 'number?' },
  decision: { requestId: 'text' },
};

type FieldsOf<Name extends ControlCommand['command']> = {
  readonly [Field in Exclude<keyof (ControlCommand & { readonly command: Name }), 'command'>]-?: Kind;
};

/** Checks a command that came from another window or over HTTP, where its type keeps nothing out. @throws ControlFault */
export function checkFields(command: ControlCommand): void {
  const name: unknown = command.command;
  if (typeof name !== 'string' || !Object.hasOwn(fields, name)) {
    throw new ControlFault('InvalidCommand', `There is no command ${String(name)}.`);
  }
  const values = command as unknown as Readonly<Record<string, unknown>>;
  for (const [field, kind] of Object.entries(fields[command.command] as Readonly<Record<string, Kind>>)) {
    const value = values[field];
    if (value === undefined && kind.endsWith('?')) continue;
    const wanted = kind.replace('?', '') as keyof typeof kinds;
    if (!kinds[wanted](value)) throw new ControlFault('ValidationError', `${name} needs ${field}: ${wanted}.`);
  }
}
