import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export const rootKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
} as const;

/** Builds the command line from its source and gives its path. */
export async function buildCommandLine(name: string): Promise<string> {
  const outDir = `${root}node_modules/.cache/${name}`;
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      minify: false,
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: { cli: `${root}src/node/cli.ts` }, output: { entryFileNames: '[name].js' } },
    },
  });
  return `${outDir}/cli.js`;
}

/** `valet-key serve` in a process of its own. */
export class ServeProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** @throws if it ends instead of listening; the message is what it wrote. */
  static async start(program: string, options: readonly string[]): Promise<ServeProcess> {
    const key = `${rootKey.accessKeyId}:${rootKey.secretAccessKey}`;
    const args = [program, 'serve', '--port', '0', '--control-port', '0', '--access-key', key, ...options];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    for await (const line of createInterface({ input: child.stdout })) {
      const port = /^S3 emulator .*:(\d+) /.exec(line)?.[1];
      if (port !== undefined) {
        child.stdout.resume();
        return new ServeProcess(child, Number(port));
      }
    }
    throw new Error(errors.trim());
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}
