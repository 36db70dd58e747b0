import type { ControlResult } from '#s3/control/control.ts';

import type { PresignRequest, SignedUrl } from './presign.ts';
import type { Control } from './worker-control.ts';

/** What the server of this page offers besides its files; a static host offers nothing. */
export interface OwnServer {
  /** Origin of its emulator. */
  readonly emulator: string;
  /** A real bucket that it was started with, and for which it signs. */
  readonly bucket?:
    { readonly bucket: string; readonly region: string; readonly endpoint?: string | undefined } | undefined;
}

/** What this computer is asked to sign; it knows bucket, endpoint and credentials itself. */
export type SignRequest = Pick<PresignRequest, 'operation' | 'key' | 'input' | 'expiresSeconds' | 'sign' | 'checksums'>;

export type SignResult =
  | { readonly ok: true; readonly signed: SignedUrl; readonly sessionEnds?: Date | undefined }
  | { readonly ok: false; readonly message: string };

/** Asks the server that the page came from; `undefined` where it offers nothing, as a static host. */
export async function ownServer(base: string): Promise<OwnServer | undefined> {
  const answer = await json(new URL('connection', base));
  if (!isRecord(answer) || typeof answer['emulator'] !== 'string') return undefined;
  const bucket = answer['bucket'];
  const isBucket = isRecord(bucket) && typeof bucket['bucket'] === 'string' && typeof bucket['region'] === 'string';
  return { emulator: answer['emulator'], ...(isBucket && { bucket: bucket as unknown as OwnServer['bucket'] }) };
}

/** The control interface of the emulator on this computer. */
export function serverControl(base: string): Control {
  return async (command) => {
    const answer = await json(new URL('control', base), command);
    if (isRecord(answer) && typeof answer['ok'] === 'boolean') return answer as unknown as ControlResult;
    return { ok: false, code: 'NoReply', message: 'The emulator on this computer did not reply. Is it still running?' };
  };
}

/** Has a request signed on this computer. */
export async function signOnThisComputer(base: string, request: SignRequest): Promise<SignResult> {
  const answer = await json(new URL('sign', base), request);
  if (!isRecord(answer)) return { ok: false, message: 'This computer did not reply. Is its server still running?' };
  const { signed, sessionEnds, message } = answer;
  if (!isRecord(signed))
    return { ok: false, message: typeof message === 'string' ? message : 'This request cannot be signed.' };
  return {
    ok: true,
    signed: { ...(signed as unknown as SignedUrl), expiresAt: new Date(String(signed['expiresAt'])) },
    ...(typeof sessionEnds === 'string' && { sessionEnds: new Date(sessionEnds) }),
  };
}

/** The server wants this media type, so that no other site can ask it without a preflight. */
async function json(url: URL, body?: unknown): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { 'content-type': 'application/json' },
      cache: 'no-store',
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return isJson ? ((await response.json()) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
