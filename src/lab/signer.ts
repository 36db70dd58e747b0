import type { Credentials } from '#client/credentials.ts';
import type { Control } from '#client/worker-control.ts';
import type { ControlResult, EmulatedCredentials, IdentitySummary } from '#s3/control/control.ts';

/** Who may sign in an emulated account: the root user, users, and sessions of roles. */
export interface EmulatedSigner {
  /** Unique in its account: `user/learner`. */
  readonly id: string;
  readonly kind: IdentitySummary['kind'];
  readonly name: string;
  readonly label: string;
  /** What it may do, where that is known. */
  readonly note?: string | undefined;
}

/** What the identities of a fresh account may do, in a few words. */
const known: Readonly<Record<string, string>> = {
  learner: 'May do everything on S3.',
  reader: 'May read objects and nothing else.',
  'report-lambda': 'May read and write objects.',
};

const kindOrder: readonly IdentitySummary['kind'][] = ['user', 'role', 'root'];

/** The signers of the emulator's own account: users first, then sessions of roles, then root. */
export async function emulatedSigners(control: Control): Promise<readonly EmulatedSigner[]> {
  const result = expected(await control({ command: 'identities' }), 'identities');
  const own = result.identities.find(({ kind }) => kind === 'root')?.account;
  return result.identities
    .filter(({ account }) => account === own)
    .filter(({ kind, accessKeys }) => kind === 'role' || kind === 'root' || accessKeys.length > 0)
    .map(signerOf)
    .sort((one, other) => kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind));
}

/** Credentials of a signer; for a role these begin a session. */
export async function emulatedCredentials(
  control: Control,
  signer: EmulatedSigner,
  sessionSeconds: number,
): Promise<Credentials> {
  const result =
    signer.kind === 'role'
      ? await control({
          command: 'assume-role',
          role: signer.name,
          sessionName: 'bench',
          durationSeconds: sessionSeconds,
        })
      : await control({ command: 'credentials', identity: signer.name });
  return credentialsOf(expected(result, 'credentials').credentials);
}

/**
 * The result of a command, of the kind that it has.
 *
 * @throws Error with the emulator's message where the command failed.
 */
export function expected<Kind extends Kinds>(
  result: ControlResult,
  kind: Kind,
): Extract<ControlResult, { kind: Kind }> {
  if (!result.ok) throw new Error(result.message);
  if (result.kind !== kind) throw new Error(`The emulator answered ${result.kind} instead of ${kind}.`);
  return result as Extract<ControlResult, { kind: Kind }>;
}
type Kinds = Extract<ControlResult, { ok: true }>['kind'];

function signerOf({ kind, name }: IdentitySummary): EmulatedSigner {
  const note = kind === 'root' ? 'May do everything, in every service.' : known[name];
  const label = kind === 'root' ? 'Root user' : kind === 'role' ? `Session of role ${name}` : `User ${name}`;
  return { id: `${kind}/${name}`, kind, name, label, note };
}

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken, expiration }: EmulatedCredentials): Credentials {
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
}
