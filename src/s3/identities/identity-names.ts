import { ControlFault } from '../control/control-fault.ts';
import type { IdentityRef } from './identity-records.ts';

/** Who a command means. The kind is unknown where it gives a bare name. */
export interface Named {
  readonly kind?: IdentityRef['kind'];
  readonly name: string;
  /** As in {@link IdentityRef}: absent in the emulator's own account. */
  readonly account?: string;
}

export interface NamingOptions {
  /** The account that the command names, if it does. */
  readonly account: string | undefined;
  /** The emulator's own. */
  readonly home: string;
}

const arnPattern = /^arn:aws:iam::(\d{12}):(?:(root)|(user|role)\/(.+))$/;

/**
 * Reads an identity: an ARN, or a name (`root` for the account itself) in the account named.
 *
 * @throws ControlFault where the ARN and the account differ.
 */
export function namedIdentity(text: string, { account, home }: NamingOptions): Named {
  const [arn, arnAccount, root, kind, name] = arnPattern.exec(text) ?? [];
  if (arn !== undefined && account !== undefined && arnAccount !== account) {
    throw new ControlFault('ValidationError', `${arn} is no identity of the account ${account}.`);
  }
  const number = arnAccount ?? account ?? home;
  const place = number === home ? {} : { account: number };
  if (arn === undefined) return { ...(text === 'root' && ({ kind: 'root' } as const)), name: text, ...place };
  return root === undefined
    ? { kind: kind as 'user' | 'role', name: name ?? '', ...place }
    : { kind: 'root', name: 'root', ...place };
}

/** Reads who has permanent keys: a user, or an account's root user. @throws ControlFault for a role. */
export function namedKeyOwner(text: string, options: NamingOptions): IdentityRef & { readonly kind: 'root' | 'user' } {
  const { kind = 'user', ...named } = namedIdentity(text, options);
  if (kind === 'role') throw new ControlFault('ValidationError', `A role has no keys of its own, got ${text}.`);
  return { kind, ...named };
}

/** Reads a role. @throws ControlFault for anything else. */
export function namedRole(text: string, options: NamingOptions): IdentityRef & { readonly kind: 'role' } {
  const { kind = 'role', ...named } = namedIdentity(text, options);
  if (kind !== 'role' && text.startsWith('arn:')) throw new ControlFault('ValidationError', `${text} is no role.`);
  return { kind: 'role', ...named };
}
