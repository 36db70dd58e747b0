import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Emulator } from '#s3/emulator.ts';
import { s3Request, writeAnswer } from './http-adapter.ts';

export interface S3ServerOptions {
  readonly tlsAssumed?: boolean | undefined;
  /** Told of errors that are ours, for the terminal; never of a request's content. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The S3 port: every request goes to the emulator as it came. Listen with `listen.ts`. */
export function createS3Server(emulator: Emulator, options: S3ServerOptions = {}): Server {
  const answer = (message: IncomingMessage, response: ServerResponse, onBodyRead?: () => void): void => {
    const request = s3Request(message, { tlsAssumed: options.tlsAssumed, onBodyRead });
    emulator
      .answer(request)
      .then(({ response: answered }) => writeAnswer(answered, response))
      .catch((error: unknown) => {
        if (!message.destroyed) options.onError?.(error);
        response.destroy();
      });
  };
  const server = createServer((message, response) => answer(message, response));
  // A refused upload is answered before its body is asked for, as S3 does.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) =>
    answer(message, response, () => response.writeContinue()),
  );
  // Uploads of gigabytes take longer than Node's default of five minutes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  return server;
}
