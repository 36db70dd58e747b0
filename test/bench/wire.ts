import { connect, type Socket } from 'node:net';
import type { Header } from '#sigv4/headers.ts';

export interface WireAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** One connection that sends requests made beforehand, so that the client costs next to nothing. */
export class Wire {
  readonly #socket: Socket;
  #arrived: Buffer = Buffer.alloc(0);
  #waiting: { readonly resolve: (answer: WireAnswer) => void; readonly reject: (error: Error) => void } | undefined;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('data', (chunk) => this.#take(chunk));
    this.#socket.on('error', (error) => this.#waiting?.reject(error));
    this.#socket.on('close', () => this.#waiting?.reject(new Error('the connection was closed')));
  }

  /** Sends a request and reads its answer; one at a time. */
  exchange(...request: readonly Buffer[]): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) reject(new Error('the connection was closed between two requests'));
      this.#waiting = { resolve, reject };
      this.#socket.cork();
      for (const piece of request) this.#socket.write(piece);
      this.#socket.uncork();
    });
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#arrived = this.#arrived.length === 0 ? chunk : Buffer.concat([this.#arrived, chunk]);
    const end = this.#arrived.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#arrived.toString('latin1', 0, end);
    const body = bodyOf(head, this.#arrived.subarray(end + 4));
    if (body === undefined) return;
    this.#arrived = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body });
  }
}

/** A request as it goes over the wire, without its body. */
export function requestHead(method: string, target: string, headers: readonly Header[]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${target} HTTP/1.1\r\n${lines}\r\n`, 'latin1');
}

/** `undefined` until the body is whole. */
function bodyOf(head: string, rest: Buffer): Buffer | undefined {
  const length = /\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined;
  if (!/\ntransfer-encoding: *chunked/i.test(head)) return rest;
  // Only small documents come chunked; their frame does not matter here.
  return rest.subarray(-5).toString('latin1') === '0\r\n\r\n' ? rest : undefined;
}
