#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { packBuild, packCheck } from './pack-check.ts';
import { parseRootKey, parseRootKeys, rootKeysVariable } from './root-keys.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';

const dataFolder = 'folder where buckets, objects and keys are kept; without it they end with the server';
const write = (line: string): void => void process.stdout.write(`${line}\n`);

const program = new Command('valet-key')
  .description('Study S3 pre-signed URLs and multipart uploads; every answer can be proved.')
  .showHelpAfterError();

program
  .command('start')
  .description('serve the app and the emulator')
  .option('--port <port>', 'port of the app', portNumber, 4173)
  .option('--s3-port <port>', 'port of the emulator', portNumber, 9000)
  .option('--data <folder>', dataFolder)
  .option('--tls-assumed', 'count requests to the emulator as TLS', false)
  .addOption(new Option('--bucket <name>', 'a bucket of yours for the lab').env('VALET_KEY_BUCKET'))
  .addOption(new Option('--region <region>', "that bucket's Region").env('AWS_REGION'))
  .addOption(
    new Option('--endpoint <url>', 'endpoint of an S3-compatible service')
      .argParser(endpointUrl)
      .env('VALET_KEY_ENDPOINT'),
  )
  .addOption(new Option('--profile <name>', 'AWS profile that signs').env('AWS_PROFILE'))
  .action(async (options: StartFlags, command: Command) => {
    const { bucket, region, endpoint, profile } = options;
    if (bucket !== undefined && region === undefined) command.error('error: --bucket needs --region');
    const configured = bucket !== undefined && region !== undefined ? { bucket, region, endpoint, profile } : undefined;
    const folder = fileURLToPath(new URL('../app', import.meta.url));
    await runUntilStopped(() => start({ ...options, folder, bucket: configured, write }));
  });

program
  .command('serve')
  .description('serve the emulator alone, nothing seeded')
  .option('--port <port>', 'port of the emulator', portNumber, 9000)
  .option('--control-port <port>', 'port of the control interface', portNumber, 9001)
  .option(
    '--access-key <id:secret[:account]>',
    `key of an account's root user; may be repeated; also from ${rootKeysVariable}, with commas between keys`,
    (text: string, others: readonly string[] = []) => [...others, text],
  )
  .option('--region <region>', 'Region of buckets that name none', 'us-east-1')
  .option('--data <folder>', dataFolder)
  .option('--tls-assumed', 'count requests as TLS', false)
  .action(async ({ accessKey = [], ...options }: ServeFlags) => {
    const rootKeys = [...parseRootKeys(process.env[rootKeysVariable] ?? ''), ...accessKey.map(parseRootKey)];
    await runUntilStopped(() => serve({ ...options, rootKeys, write }));
  });

const pack = program.command('pack').description('check and build question packs');
pack
  .command('check <folder>')
  .description('check a pack: its form, its wording, and that exactly the right options can be proved')
  .addOption(new Option('--format <format>', 'form of the report').choices(['text', 'json', 'github']).default('text'))
  .action(async (folder: string, options: { format: 'text' | 'json' | 'github' }) => {
    process.exitCode = await packCheck(folder, { format: options.format, write });
  });
pack
  .command('build <folder>')
  .description('print the pack as one canonical JSON file')
  .action(async (folder: string) => {
    process.exitCode = await packBuild(folder, { write });
  });

interface StartFlags {
  readonly port: number;
  readonly s3Port: number;
  readonly tlsAssumed: boolean;
  readonly data?: string;
  readonly bucket?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly profile?: string;
}

interface ServeFlags extends Omit<Parameters<typeof serve>[0], 'write' | 'rootKeys'> {
  /** Parsed in the action: commander's own complaint would print what it was given, and so a secret. */
  readonly accessKey?: readonly string[];
}

/** Runs a server until Ctrl-C; what the user can mend is one line, without a stack trace. */
async function runUntilStopped(run: () => Promise<() => Promise<void>>): Promise<void> {
  const stop = await run();
  const end = (): void => {
    void stop().finally(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function endpointUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('Write an http or https URL.');
  return text;
}

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
