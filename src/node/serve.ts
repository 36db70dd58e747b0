import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { answerControl, sendJson } from './control-route.ts';
import { isLoopbackHost } from './guard.ts';
import { close, listen } from './listen.ts';
import { memoryEmulator } from './memory-emulator.ts';
import { createS3Server } from './s3-server.ts';

export interface ServeOptions {
  readonly port: number;
  readonly controlPort: number;
  /** Key of the account's root user; one is made when left out. */
  readonly accessKey?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  readonly region: string;
  readonly tlsAssumed: boolean;
  readonly write: (line: string) => void;
}

/** Runs the emulator alone, nothing seeded, until the returned function is called. */
export async function serve(options: ServeOptions): Promise<() => Promise<void>> {
  const { write } = options;
  const emulator = memoryEmulator(options.region);
  if (options.accessKey) {
    const imported = await emulator.control({ command: 'import-access-key', user: 'root', ...options.accessKey });
    if (!imported.ok) throw new RangeError(imported.message);
  }
  const onError = (error: unknown): void =>
    write(`A request failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(close));
  };
  try {
    const s3Server = createS3Server(emulator, { tlsAssumed: options.tlsAssumed, onError });
    const port = await listen(s3Server, options.port, '--port');
    servers.push(s3Server);
    const token = randomBytes(24).toString('base64url');
    let controlPort = options.controlPort;
    const controlServer = createServer((message, response) => {
      if (!isLoopbackHost(message.headers.host, controlPort) || !bearsToken(message, token))
        sendJson(response, 403, { ok: false, code: 'Forbidden', message: 'Send the token that was printed at start.' });
      else answerControl(emulator, message, response).catch(() => response.destroy());
    });
    controlPort = await listen(controlServer, options.controlPort, '--control-port');
    servers.push(controlServer);
    write(`S3 emulator    http://127.0.0.1:${port}   (kept in memory)`);
    write(`Control        http://127.0.0.1:${controlPort}/   Authorization: Bearer ${token}`);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function bearsToken(message: IncomingMessage, token: string): boolean {
  const given = Buffer.from(message.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
