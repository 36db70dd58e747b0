import type { Server } from 'node:http';
import { createAppServer } from './app-server.ts';
import { answerControl, sendJson } from './control-route.ts';
import type { DemoAccess } from './demo.ts';
import { demoRegion, demoUrl } from './demo.ts';
import { isOwnRequest } from './guard.ts';
import { close, listen } from './listen.ts';
import { nodeEmulator } from './node-emulator.ts';
import { createS3Server } from './s3-server.ts';
import type { ConfiguredBucket } from './signer.ts';
import { answerSign, bucketOrigins, describeBucket } from './signer.ts';
import { keptIn, openStore } from './store/open.ts';

export interface StartOptions {
  readonly folder: string;
  readonly port: number;
  readonly s3Port: number;
  readonly tlsAssumed: boolean;
  /** Folder where the account is kept; in memory when left out. */
  readonly data?: string | undefined;
  readonly bucket?: ConfiguredBucket | undefined;
  readonly write: (line: string) => void;
}

/** Serves the page and the emulator until the returned function is called. */
export async function start(options: StartOptions): Promise<() => Promise<void>> {
  const { write } = options;
  const onError = (error: unknown): void =>
    write(`A request failed: ${error instanceof Error ? error.message : 'unknown error'}`);
  const store = await openStore(options.data);
  const emulator = nodeEmulator(store, demoRegion);
  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(close));
    await store.close();
  };
  try {
    const s3Server = createS3Server(emulator, { tlsAssumed: options.tlsAssumed, onError });
    const s3Port = await listen(s3Server, options.s3Port, '--s3-port');
    servers.push(s3Server);
    const s3Origin = `http://127.0.0.1:${s3Port}`;

    let ownPort = options.port;
    const own: typeof answerControl = async (from, message, response) =>
      isOwnRequest(message, ownPort) ? answerControl(from, message, response) : sendJson(response, 403, { ok: false });
    const appServer = createAppServer({
      folder: options.folder,
      connectTo: [s3Origin, ...bucketOrigins(options.bucket)],
      onError,
      routes: {
        '/control': (message, response) => own(emulator, message, response),
        '/connection': (message, response) => describeBucket(options.bucket, s3Origin, message, response, ownPort),
        '/sign': (message, response) => answerSign(options.bucket, message, response, ownPort),
      },
    });
    ownPort = await listen(appServer, options.port, '--port');
    servers.push(appServer);

    const appOrigins = [`http://127.0.0.1:${ownPort}`, `http://localhost:${ownPort}`];
    announce(options, appOrigins[0]!, s3Origin, await demoUrl(emulator, s3Origin, appOrigins));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function announce({ write, bucket, data }: StartOptions, appOrigin: string, s3Origin: string, demo: DemoAccess): void {
  write(`Valet Key      ${appOrigin}`);
  write(`S3 emulator    ${s3Origin}   (for curl, the AWS CLI and SDKs; ${keptIn(data)})`);
  if (bucket)
    write(`Your bucket    ${bucket.bucket} in ${bucket.region}: signed on this computer, the page gets URLs only`);
  write('');
  write(`export AWS_ACCESS_KEY_ID=${demo.accessKeyId}`);
  write(`export AWS_SECRET_ACCESS_KEY=${demo.secretAccessKey}`);
  write(`export AWS_REGION=${demoRegion} AWS_DEFAULT_REGION=${demoRegion}`);
  write('');
  write(`curl '${demo.url}'`);
  write('');
  write('Ctrl-C stops both.');
}
