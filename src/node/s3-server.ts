import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Emulator } from '#s3/emulator.ts';
import { s3Request, writeAnswer } from './http-adapter.ts';
import { answerMalformed, headerSectionBytes } from './malformed-request.ts';

export interface S3ServerOptions {
  readonly tlsAssumed?: boolean | undefined;
  /** Told of errors that are ours, for the terminal; never of a request's content. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** The S3 port: every request goes to the emulator as it came. Listen with `listen.ts`. */
export function createS3Server(emulator: Emulator, options: S3ServerOptions = {}): Server {
  const underWay = new WeakMap<Socket, Exchange>();
  const answer = (message: IncomingMessage, response: ServerResponse, onBodyRead?: () => void): void => {
    underWay.set(message.socket, { message, response });
    const request = s3Request(message, { tlsAssumed: options.tlsAssumed, onBodyRead });
    emulator
      .answer(request)
      .then(({ response: answered }) => writeAnswer(answered, response))
      .catch((error: unknown) => {
        if (!message.destroyed) options.onError?.(error);
        response.destroy();
      });
  };
  const server = createServer({ maxHeaderSize: headerSectionBytes }, (message, response) => answer(message, response));
  // A refused upload is answered before its body is asked for, as S3 does.
  server.on('checkContinue', (message: IncomingMessage, response: ServerResponse) =>
    answer(message, response, () => response.writeContinue()),
  );
  // A client that closes its side early gets S3's answer to a short body instead of that to a broken request.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const exchange = underWay.get(socket);
    if (error.code === 'HPE_INVALID_EOF_STATE' && exchange && !exchange.message.readableEnded) endEarly(exchange);
    else if (socket.writable) answerMalformed(error, socket);
    else socket.destroy();
  });
  // Uploads of gigabytes take longer than Node's default of five minutes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  return server;
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** Ends a body where it stopped. Node takes an incomplete message for aborted, and would drop the answer with it. */
function endEarly({ message, response }: Exchange): void {
  // A refused request is answered before its body is there; nothing else would close the connection for a minute.
  if (response.writableEnded) return void message.socket.end();
  response.shouldKeepAlive = false;
  message.complete = true;
  message.push(null);
}
