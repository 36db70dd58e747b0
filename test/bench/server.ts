import { listen } from '#node/listen.ts';
import { nodeEmulator } from '#node/node-emulator.ts';
import { createS3Server } from '#node/s3-server.ts';
import { openStore } from '#node/store/open.ts';
import { floorServer } from './floor.ts';
import { credentials, region } from './signed.ts';

// A server in a process of its own, so that its time and memory can be told from those of the client.
const kind = process.argv[2];
const server = kind === 'floor' ? floorServer() : createS3Server(await seeded());
const port = await listen(server, 0, '--port');
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  process.send?.({ cpuMilliseconds: (user + system) / 1000, peakBytes: maxRSS * 1024 });
});
// So ended, a profile that Node was asked for is still written.
process.on('disconnect', () => process.exit());
process.send?.({ port });

async function seeded() {
  const emulator = nodeEmulator(await openStore(undefined), region);
  await emulator.control({ command: 'put-user', user: 'bench', allow: ['s3:*'] });
  await emulator.control({ command: 'import-access-key', user: 'bench', ...credentials });
  return emulator;
}
