import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import { answerControl, sendJson } from './control-route.ts';
import { isLoopbackHost } from './guard.ts';
import { close, listen } from './listen.ts';
import { nodeEmulator } from './node-emulator.ts';
import { importRootKeys, rootKeyLines, type RootKey } from './root-keys.ts';
import { createS3Server } from './s3-server.ts';
import { keptIn, openStore } from './store/open.ts';

export interface ServeOptions {
  readonly port: number;
  readonly controlPort: number;
  /** Keys of the accounts' root users; the emulator's own has one besides, which is printed where this is empty. */
  readonly rootKeys: readonly RootKey[];
  readonly region: string;
  readonly tlsAssumed: boolean;
  /** Folder where the account is kept; in memory when left out. */
  readonly data?: string | undefined;
  readonly write: (line: string) => void;
}

/** Runs the emulator alone, nothing seeded, until the returned function is called. */
export async function serve(options: ServeOptions): Promise<() => Promise<void>> {
  const { write } = options;
  const store = await openStore(options.data);
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(close));
    await store.close();
  };
  const onError = (error: unknown): void =>
    write(`A request failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  try {
    const emulator = nodeEmulator(store, options.region);
    await importRootKeys(emulator, options.rootKeys);
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
    write(`S3 emulator    http://127.0.0.1:${port}   (${keptIn(options.data)})`);
    write(`Control        http://127.0.0.1:${controlPort}/   Authorization: Bearer ${token}`);
    if (options.rootKeys.length === 0) for (const line of await rootKeyLines(emulator, options.region)) write(line);
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
