import type { ViteDevServer } from 'vite';
import { answerNoEmulator } from './app-server.ts';
import { answerControl, sendJson } from './control-route.ts';
import { demoRegion, demoUrl } from './demo.ts';
import { isOwnRequest } from './guard.ts';
import { close, listen } from './listen.ts';
import { nodeEmulator } from './node-emulator.ts';
import { createS3Server } from './s3-server.ts';
import { openTemporaryStore } from './store/temporary.ts';

const s3Port = 9000;
const s3Origin = `http://127.0.0.1:${s3Port}`;

/** Runs the emulator beside the development server, and answers on `/s3/` where no worker does. */
export async function addEmulator(server: ViteDevServer): Promise<void> {
  const emulator = nodeEmulator(await openTemporaryStore(), demoRegion);
  const s3Server = createS3Server(emulator);
  await listen(s3Server, s3Port, 'npm run dev after you have stopped it; the development server takes no other');
  server.httpServer?.once('close', () => void close(s3Server));
  const pagePort = server.config.server.port ?? 5173;
  const { url } = await demoUrl(emulator, s3Origin, [`http://127.0.0.1:${pagePort}`, `http://localhost:${pagePort}`]);
  server.config.logger.info(`  S3 emulator: ${s3Origin}\n  curl '${url}'\n`);
  server.middlewares.use('/s3/', (_request, response) => answerNoEmulator(response));
  server.middlewares.use('/connection', (_request, response) => sendJson(response, 200, { emulator: s3Origin }));
  server.middlewares.use('/control', (request, response) => {
    if (isOwnRequest(request, pagePort)) void answerControl(emulator, request, response);
    else sendJson(response, 403, { ok: false });
  });
}
