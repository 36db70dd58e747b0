import type { IncomingMessage } from 'node:http';

/** Names under which the loopback address is ours; any other Host is a rebound name of someone else. */
const loopbackNames = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request to a private interface comes from our own page (or from no page at all).
 *
 * Host keeps out DNS rebinding, Origin keeps out other sites, and the media type forces a preflight on them.
 */
export function isOwnRequest(message: IncomingMessage, port: number): boolean {
  const { host, origin, 'content-type': type } = message.headers;
  if (!isLoopbackHost(host, port)) return false;
  if (origin !== undefined && !isLoopbackOrigin(origin, port)) return false;
  return (type ?? '').split(';')[0]!.trim() === 'application/json';
}

export function isLoopbackHost(host: string | undefined, port: number): boolean {
  return host !== undefined && loopbackNames.some((name) => host === `${name}:${port}`);
}

function isLoopbackOrigin(origin: string, port: number): boolean {
  return loopbackNames.some((name) => origin === `http://${name}:${port}`);
}
