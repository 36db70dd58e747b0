import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Wire } from './wire.ts';

export interface Usage {
  readonly cpuMilliseconds: number;
  readonly peakBytes: number;
}

const connections = 4;

/** What a process may serve: a server that checks nothing, ours over both of its stores, and another emulator. */
export type ServerKind = 'floor' | 'memory' | 'folder' | 's3rver';

/** A server in its own process, with a few connections to it. */
export class ServerProcess {
  readonly name: string;
  readonly host: string;
  readonly wires: readonly Wire[];
  readonly #child: ChildProcess;

  private constructor(name: string, child: ChildProcess, port: number) {
    this.name = name;
    this.host = `127.0.0.1:${port}`;
    this.wires = Array.from({ length: connections }, () => new Wire(port));
    this.#child = child;
  }

  /** `program` is a built `server.js`; `profileFolder` is where Node writes a CPU profile when it ends. */
  static async start(name: string, kind: ServerKind, program: string, profileFolder?: string): Promise<ServerProcess> {
    const execArgv = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
    const child = fork(program, [kind], { execArgv });
    const { port } = (await answerOf(child)) as { readonly port: number };
    return new ServerProcess(name, child, port);
  }

  async usage(): Promise<Usage> {
    const answer = answerOf(this.#child);
    this.#child.send('usage');
    return (await answer) as Usage;
  }

  async stop(): Promise<void> {
    for (const wire of this.wires) wire.close();
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

/** @throws if the process ends instead of answering. */
function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a server under measurement ended'));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
