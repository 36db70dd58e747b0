import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { openStore } from '#node/store/open.ts';
import { floorServer, keepAliveMilliseconds } from './floor.ts';
import type { ServerKind } from './server-process.ts';
import { credentials, region } from './signed.ts';

// A server in a process of its own, so that its time and memory can be told from those of the client.
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const ports: Readonly<Record<ServerKind, () => Promise<number>>> = {
  floor: () => listen(floorServer(), 0, '--port'),
  memory: () => emulatorPort(undefined),
  folder: () => emulatorPort(join(folder, 'data')),
  s3rver: s3rverPort,
};
const port = await ports[process.argv[2] as ServerKind]();
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  process.send?.({ cpuMilliseconds: (user + system) / 1000, peakBytes: maxRSS * 1024 });
});
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// So ended, a profile that Node was asked for is still written.
process.on('disconnect', () => process.exit());
process.send?.({ port });

async function emulatorPort(data: string | undefined): Promise<number> {
  const emulator = nodeEmulator(await openStore(data), region);
  await emulator.control({ command: 'put-user', user: 'bench', allow: ['s3:*'] });
  await emulator.control({ command: 'import-access-key', user: 'bench', ...credentials });
  return listen(createS3Server(emulator), 0, '--port');
}

interface S3rverOptions {
  readonly address: string;
  readonly port: number;
  readonly silent: boolean;
  readonly directory: string;
}

interface S3rverInstance {
  readonly httpServer: Server;
  run(): Promise<AddressInfo>;
}

/** It checks signatures too, of key pairs that it is told of. */
async function s3rverPort(): Promise<number> {
  const require = createRequire(import.meta.url);
  const S3rver = require('s3rver') as new (options: S3rverOptions) => S3rverInstance;
  const { DUMMY_ACCOUNT: account } = require('s3rver/lib/models/account') as {
    readonly DUMMY_ACCOUNT: { createKeyPair(accessKeyId: string, secretAccessKey: string): void };
  };
  account.createKeyPair(credentials.accessKeyId, credentials.secretAccessKey);
  const server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: folder });
  const { port: ownPort } = await server.run();
  server.httpServer.keepAliveTimeout = keepAliveMilliseconds;
  return ownPort;
}
