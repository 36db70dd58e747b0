import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';

import { collect } from '#base/byte-source.ts';
import { digestableFillBytes, Fill } from '#base/fill.ts';

import { s3Command, type S3Command } from './commands.ts';
import type { Credentials } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import type { PresignOperation } from './operations.ts';
import { sdkClient } from './sdk-client.ts';
import { sdkRefusal } from './sdk-refusal.ts';
import { SdkWire } from './sdk-wire.ts';
import { s3ErrorOf } from './s3-error.ts';
import type { Transport, WireRequest, WireResponse } from './transport.ts';

export interface CallRequest {
  readonly credentials: Credentials | 'anonymous';
  readonly endpoint: Endpoint;
  readonly transport: Transport;
  /** The instant it is signed at. */
  readonly instant: Date;
  readonly operation: PresignOperation;
  /** By Amazon's names. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** S3's answer to a call; an error of S3 is an answer like any other. */
export interface CallResult {
  readonly status: number;
  readonly code?: string;
  readonly message?: string;
  /** By Amazon's names, without `Body`, which is the response's; empty when S3 answered with an error. */
  readonly output: Readonly<Record<string, unknown>>;
  readonly request: WireRequest;
  readonly response: WireResponse;
}

/** S3 answered well, and to something else than the operation: the request lacked what tells it from another one. */
export class UnreadableAnswer extends TypeError {
  override readonly name = 'UnreadableAnswer';
}

/**
 * Calls an operation with the AWS SDK, signed in the Authorization header at the instant given.
 *
 * @throws SdkRefusal where the SDK sends nothing; UnreadableAnswer where it can't make anything of the answer; whatever the transport throws, as it is.
 */
export async function call(request: CallRequest): Promise<CallResult> {
  const wire = new SdkWire(request.transport);
  const client = sdkClient(
    { credentials: keyPair(request.credentials), endpoint: request.endpoint, checksums: false },
    { requestHandler: wire, ...signing(request) },
  );
  let output: Readonly<Record<string, unknown>> = {};
  let unread: unknown;
  try {
    const command = s3Command(request.operation, await sendable(request));
    withoutNoise(command);
    output = outputOf(await client.send(command));
  } catch (error) {
    if (wire.failure) throw wire.failure.cause;
    if (!wire.exchange) throw sdkRefusal(error);
    unread = error;
  }
  if (!wire.exchange) throw new TypeError(`${request.operation} ended without an answer`);
  const { response } = wire.exchange;
  const s3Error = s3ErrorOf(response);
  // An error after the answer is S3's, and read from the answer; without one there, the SDK could not read a good answer.
  if (unread !== undefined && response.status < 300 && s3Error?.code === undefined)
    throw unreadable(request.operation, unread);
  return { status: response.status, ...s3Error, output, ...wire.exchange };
}

function unreadable(operation: string, cause: unknown): UnreadableAnswer {
  return new UnreadableAnswer(`the SDK could not read S3's answer to ${operation}`, { cause });
}

/** The SDK asks for credentials even where nothing is signed. */
const unusedKeyPair: Credentials = { accessKeyId: 'ANONYMOUSEXAMPLE', secretAccessKey: 'unused' };

function keyPair(credentials: Credentials | 'anonymous'): Credentials {
  return credentials === 'anonymous' ? unusedKeyPair : credentials;
}

function signing({ credentials, instant }: CallRequest): Partial<S3ClientConfig> {
  if (credentials === 'anonymous') return { signer: { sign: async <Message>(message: Message) => message } };
  return { signerConstructor: signerAt(instant) };
}

/** The SDK's own signer reads the real clock. */
function signerAt(signingDate: Date): NonNullable<S3ClientConfig['signerConstructor']> {
  return class extends SignatureV4 {
    override sign(message: unknown, options?: unknown): Promise<never> {
      return super.sign(message as never, { ...(options as object), signingDate }) as Promise<never>;
    }
  };
}

/** Headers that differ from run to run or from browser to Node, and mean nothing to S3. */
const noise: ReadonlySet<string> = new Set([
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'expect',
  'user-agent',
  'x-amz-user-agent',
]);

interface Serialized {
  readonly request: { readonly headers: Record<string, string> };
}

function withoutNoise(command: S3Command): void {
  const dropNoise = (next: (args: Serialized) => Promise<unknown>) => (args: Serialized) => {
    const { headers } = args.request;
    for (const name of Object.keys(headers)) if (noise.has(name.toLowerCase())) delete headers[name];
    return next(args);
  };
  command.middlewareStack.addRelativeTo(dropNoise as unknown as Middleware, {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'dropNoise',
  });
}

type Middleware = Parameters<S3Command['middlewareStack']['addRelativeTo']>[0];

/**
 * An upload of nothing has an empty body, since the SDK takes a missing one for a stream. With a checksum asked for, it
 * sends a stream aws-chunked and wants Node's kind of stream; so a fill is handed over whole.
 */
async function sendable({ operation, input }: CallRequest): Promise<CallRequest['input']> {
  const { Body: body, ChecksumAlgorithm: algorithm } = input;
  const isUpload = operation === 'PutObject' || operation === 'UploadPart';
  if (isUpload && body === undefined) return { ...input, Body: new Uint8Array() };
  if (algorithm === undefined || !(body instanceof Fill) || body.size > digestableFillBytes) return input;
  return { ...input, Body: await collect(body) };
}

function outputOf(output: unknown): Readonly<Record<string, unknown>> {
  const { $metadata: _metadata, Body: _body, ...named } = output as Record<string, unknown>;
  return named;
}
