import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import sirv from 'sirv';

/** A handler of a path of ours; it answers every request that it is given. */
export type Route = (message: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface AppServerOptions {
  /** Folder of the built page. */
  readonly folder: string;
  /** Origins besides its own to which the page may connect: the emulator and a configured endpoint. */
  readonly connectTo: readonly string[];
  /** Private interfaces by exact path, e.g. `/control`. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Serves the built page; only what needs this computer (control, signing) is more than files. */
export function createAppServer(options: AppServerOptions): Server {
  const files = sirv(options.folder, {
    etag: true,
    setHeaders: (response, path) => response.setHeader('cache-control', cacheFor(path)),
  });
  return createServer((message, response) => {
    for (const [name, value] of pageHeaders(options.connectTo)) response.setHeader(name, value);
    const path = (message.url ?? '/').split('?')[0]!;
    const route = options.routes[path];
    if (route) {
      Promise.resolve(route(message, response)).catch((error: unknown) => {
        options.onError?.(error);
        response.destroy();
      });
    } else if (path.startsWith('/s3/')) answerNoEmulator(response);
    else files(message, response, () => answerNotFound(response));
  });
}

/** Headers of every page; the rest of the policy stands in `index.html`, so that a static host has it too. */
export function pageHeaders(connectTo: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return [
    ['content-security-policy', `connect-src ${["'self'", ...connectTo].join(' ')}; frame-ancestors 'none'`],
    ['referrer-policy', 'no-referrer'],
    ['x-content-type-options', 'nosniff'],
    ['cross-origin-opener-policy', 'same-origin'],
  ];
}

/** What stands behind `/s3/` where the page's worker does not answer: nothing, said in S3's way. */
export function answerNoEmulator(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/xml', 'cache-control': 'no-store' });
  response.end(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>ServiceUnavailable</Code>' +
      '<Message>The emulator of this page is not running yet. Open the app, wait until it is ready, and try again.</Message></Error>',
  );
}

function answerNotFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
  response.end('Not found\n');
}

/** Built files carry a hash of their content in their names; the page, the worker and the icons keep theirs. */
function cacheFor(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
