import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A port that cannot be used; its message is a line for the user. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * Listens on loopback and gives the port (the real one for port 0).
 *
 * @throws PortError if the port is taken or may not be used.
 */
export async function listen(server: Server, port: number, option: string): Promise<number> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new PortError(`Port ${port} is taken: stop the program that uses it, or choose another with ${option}.`, {
        cause,
      });
    if (code === 'EACCES')
      throw new PortError(`Port ${port} may not be used here: choose one above 1023 with ${option}.`, { cause });
    throw cause;
  }
  return (server.address() as AddressInfo).port;
}

/** Closes a server and the connections that wait on it. */
export async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
