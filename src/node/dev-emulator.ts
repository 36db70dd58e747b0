import type { Plugin } from 'vite';
import { answerNoEmulator } from './app-server.ts';
import { answerControl, sendJson } from './control-route.ts';
import { demoRegion, demoUrl } from './demo.ts';
import { isOwnRequest } from './guard.ts';
import { close, listen } from './listen.ts';
import { memoryEmulator } from './memory-emulator.ts';
import { createS3Server } from './s3-server.ts';

const s3Port = 9000;

/** Runs the emulator beside the development server, and answers on `/s3/` where no worker does. */
export function devEmulator(): Plugin {
  return {
    name: 'dev-emulator',
    apply: (_config, env) => env.command === 'serve' && !process.env['VITEST'],
    async configureServer(server) {
      const emulator = memoryEmulator(demoRegion);
      const s3Server = createS3Server(emulator);
      await listen(s3Server, s3Port, 'the port of the other program');
      server.httpServer?.once('close', () => void close(s3Server));
      const pagePort = server.config.server.port ?? 5173;
      const origins = [`http://127.0.0.1:${pagePort}`, `http://localhost:${pagePort}`];
      const { url } = await demoUrl(emulator, `http://127.0.0.1:${s3Port}`, origins);
      server.config.logger.info(`  S3 emulator: http://127.0.0.1:${s3Port}\n  curl '${url}'\n`);
      server.middlewares.use('/s3/', (_request, response) => answerNoEmulator(response));
      server.middlewares.use('/connection', (_request, response) =>
        sendJson(response, 200, { emulator: `http://127.0.0.1:${s3Port}` }),
      );
      server.middlewares.use('/control', (request, response) => {
        if (isOwnRequest(request, pagePort)) void answerControl(emulator, request, response);
        else sendJson(response, 403, { ok: false });
      });
    },
  };
}
