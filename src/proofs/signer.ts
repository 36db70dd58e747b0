import { formatDuration } from '#base/quantity.ts';

import { kind, type Kind } from './kind.ts';
import { text } from './kinds.ts';
import { plainWords } from './plain-words.ts';
import { isSession, type Session } from './session.ts';

/** Who signs: a user by name, or a session that `assume` or `session-token` saved. */
export const signer: Kind<string | Session> = {
  ...kind({
    says: 'the name of a user, or a saved session',
    schema: text.schema,
    parse: (value): string | Session | undefined => (typeof value === 'string' || isSession(value) ? value : undefined),
  }),
  refers: 'user',
};

/** `, as `signer``, where the step names its signer. */
export function signerWords(as: string | Session | undefined, written: unknown): string {
  if (as === undefined) return '';
  return typeof as === 'string' ? `, as \`${as}\`` : `, with the session \`${plainWords(written).replace(/^\$/, '')}\``;
}

/** How long a link is good for; a life of 0 or less stays in seconds. */
export function lifeWords(milliseconds: number): string {
  return milliseconds > 0 ? formatDuration(milliseconds) : `${milliseconds / 1000} s`;
}
