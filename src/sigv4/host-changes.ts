import type { Change } from './cause.ts';
import type { Cause } from './cause.ts';
import { headerValue, type Header } from './headers.ts';
import type { SignedRequest } from './signing-steps.ts';

const virtualHost = /^(.+?)\.(s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?)$/i;
const regionalHost = /^(.*\.)?s3[.-][a-z0-9-]+(\.amazonaws\.com)$/i;

/** The names and addressing styles under which the host that arrived may have been signed. */
export function hostChanges(request: SignedRequest, hosts: readonly string[]): Change[] {
  const host = headerValue(request.headers, 'host') ?? '';
  // No name of the DNS with a port is longer, and the patterns below would take their time over it.
  if (host.length > 260) return [];
  const withoutPort = host.replace(/:\d+$/, '');
  const names = [
    ...hosts,
    withoutPort,
    ...[80, 443].map((port) => `${withoutPort}:${port}`),
    withoutPort.replace(regionalHost, '$1s3$2'),
  ].filter((name) => name !== host);
  const renamed = [...new Set(names)].map((name) => hostChange({ kind: 'host', host: name }, name));
  return [...renamed, ...addressingChanges(host, request.rawPath)];
}

function addressingChanges(host: string, rawPath: string): Change[] {
  const [, bucket, endpoint] = virtualHost.exec(host) ?? [];
  if (bucket !== undefined && endpoint !== undefined) return [addressingChange(endpoint, `/${bucket}${rawPath}`)];
  const [, first = '', rest = ''] = /^\/([^/]+)(\/.*)?$/s.exec(rawPath) ?? [];
  return first === '' ? [] : [addressingChange(`${first}.${host}`, rest === '' ? '/' : rest)];
}

function addressingChange(host: string, rawPath: string): Change {
  return hostChange({ kind: 'addressing', host, rawPath }, host, rawPath);
}

function hostChange(cause: Cause, host: string, rawPath?: string): Change {
  return {
    cause,
    undo: (arrived) => ({
      ...arrived,
      request: {
        ...arrived.request,
        rawPath: rawPath ?? arrived.request.rawPath,
        headers: [
          ...arrived.request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
          ['host', host] as Header,
        ],
      },
    }),
  };
}
