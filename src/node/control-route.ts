import type { IncomingMessage, ServerResponse } from 'node:http';
import { collect } from '#base/byte-source.ts';
import { utf8Text } from '#base/bytes.ts';
import type { ControlCommand } from '#s3/control/control.ts';
import type { Emulator } from '#s3/emulator.ts';

const longestCommandBytes = 64 * 1024;

/** Answers a control command sent as JSON. Who may send one is decided by the caller. */
export async function answerControl(
  emulator: Emulator,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const command = await jsonBody(message);
  if (!isCommand(command)) {
    sendJson(response, 400, { ok: false, code: 'InvalidCommand', message: 'Send a JSON object with a "command".' });
    return;
  }
  const result = await emulator.control(command);
  sendJson(response, result.ok ? 200 : 400, result);
}

/** The request's body as JSON, or `undefined` if it is none or too long. */
export async function jsonBody(message: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(utf8Text(await collect(message, longestCommandBytes))) as unknown;
  } catch {
    return undefined;
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(JSON.stringify(value));
}

function isCommand(value: unknown): value is ControlCommand {
  return typeof value === 'object' && value !== null && typeof (value as { command?: unknown }).command === 'string';
}
