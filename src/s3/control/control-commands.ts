import {
  createAccessKey,
  credentialsOf,
  ensureRoot,
  importAccessKey,
  setAccessKeyStatus,
} from '../identities/access-keys.ts';
import { moveClock, readClock } from './clock.ts';
import type { ControlCommand, ControlResult, EmulatedCredentials } from './control.ts';
import { ControlFault } from './control-fault.ts';
import { checkFields } from './control-fields.ts';
import type { DecisionLog } from '../decision/decision-log.ts';
import { namedKeyOwner, namedRole } from '../identities/identity-names.ts';
import { eventsSince } from '../events/event-queue.ts';
import { S3Error } from '../errors.ts';
import { identitySummaries, putIdentityPolicy, putRole, putUser } from '../identities/identity-commands.ts';
import { assumeRole, getSessionToken, revokeSessions } from '../identities/sessions.ts';
import { withCauses } from '../decision/signature-causes.ts';
import type { Store } from '../store/store.ts';
import { StsError } from '../sts/errors.ts';

export interface ControlOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly random: () => number;
  /** The emulator's own. */
  readonly account: string;
  readonly decisions: DecisionLog;
  /** Called with the emulated instant after the clock was moved. */
  readonly onClockMoved: (instant: Date) => Promise<void>;
}

/** Carries a control command out. What is wrong with a command is a result, not an exception. */
export async function runControl(options: ControlOptions, command: ControlCommand): Promise<ControlResult> {
  try {
    return await carriedOut(options, command);
  } catch (error) {
    if (error instanceof ControlFault) return { ok: false, code: error.code, message: error.message };
    if (error instanceof StsError) return { ok: false, code: error.code, message: error.message };
    if (error instanceof S3Error) return { ok: false, code: error.code, message: error.message };
    if (error instanceof RangeError) return { ok: false, code: 'ValidationError', message: error.message };
    throw error;
  }
}

async function carriedOut(options: ControlOptions, command: ControlCommand): Promise<ControlResult> {
  const { store } = options;
  checkFields(command);
  await ensureRoot(options);
  const within = { account: 'account' in command ? command.account : undefined, home: options.account };
  switch (command.command) {
    case 'status':
      return status(options);
    case 'move-clock':
      return clockMoved(options, command.byMilliseconds);
    case 'set-clock':
      return clockMoved(options, await distanceTo(options, command.to));
    case 'put-user':
      return done(putUser(options, command));
    case 'put-role':
      return done(putRole(options, command));
    case 'put-identity-policy':
      return done(putIdentityPolicy(options, command));
    case 'create-access-key':
      return credentials(createAccessKey(options, namedKeyOwner(command.user, within)));
    case 'import-access-key':
      return done(importAccessKey(options, namedKeyOwner(command.user, within), command));
    case 'set-access-key-status':
      return done(setAccessKeyStatus(store, command.accessKeyId, command.active));
    case 'assume-role':
      return credentials(
        assumeRole(
          { ...options, instant: await emulatedNow(options) },
          { ...command, role: namedRole(command.role, within) },
        ),
      );
    case 'get-session-token':
      return credentials(getSessionToken({ ...options, instant: await emulatedNow(options) }, command));
    case 'revoke-sessions':
      return done(revokeSessions({ ...options, instant: await emulatedNow(options) }, namedRole(command.role, within)));
    case 'credentials':
      return credentials(credentialsOf(options, namedKeyOwner(command.identity, within)));
    case 'identities':
      return { ok: true, kind: 'identities', identities: await identitySummaries(options) };
    case 'events':
      return { ok: true, kind: 'events', events: await eventsSince(store, command.bucket, command.since) };
    case 'decision': {
      const decision = await options.decisions.find(command.requestId);
      return { ok: true, kind: 'decision', decision: decision && (await withCauses(decision, options.store)) };
    }
  }
}

async function status({ store, now, account }: ControlOptions): Promise<ControlResult> {
  const clock = await readClock(store, now());
  return {
    ok: true,
    kind: 'status',
    account,
    now: clock.now.toISOString(),
    clockOffsetMilliseconds: clock.offsetMilliseconds,
  };
}

async function clockMoved(options: ControlOptions, byMilliseconds: number): Promise<ControlResult> {
  await moveClock(options.store, byMilliseconds, options.now());
  await options.onClockMoved(await emulatedNow(options));
  return { ok: true, kind: 'done' };
}

async function distanceTo(options: ControlOptions, to: string): Promise<number> {
  const instant = Date.parse(to);
  if (Number.isNaN(instant))
    throw new ControlFault('ValidationError', `An instant as 2026-03-01T09:00:00Z, got ${to}.`);
  return instant - (await emulatedNow(options)).getTime();
}

async function emulatedNow({ store, now }: ControlOptions): Promise<Date> {
  return (await readClock(store, now())).now;
}

async function done(work: Promise<void>): Promise<ControlResult> {
  await work;
  return { ok: true, kind: 'done' };
}

async function credentials(made: Promise<EmulatedCredentials>): Promise<ControlResult> {
  return { ok: true, kind: 'credentials', credentials: await made };
}
