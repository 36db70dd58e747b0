import { seededRandom } from '#base/random.ts';
import { call } from '#client/call.ts';
import type { Credentials } from '#client/credentials.ts';
import { amazonEndpoint } from '#client/endpoint.ts';
import type { PresignOperation } from '#client/operations.ts';
import { partUrls } from '#client/part-urls.ts';
import { presignPost, type PresignPostRequest, type SignedPost } from '#client/presign-post.ts';
import { presign, type PresignRequest, type SignedUrl } from '#client/presign.ts';
import type { Transport, WireRequest } from '#client/transport.ts';
import type { ControlCommand, ControlResult } from '#s3/control/control.ts';
import { createEmulator, type Emulator } from '#s3/emulator.ts';
import { memoryStore, type MemoryStore } from '#s3/store/memory.ts';

import { inWords, orBlocked, orUnsent } from './attempt.ts';
import { Meter } from './bounds.ts';
import { KnownThings } from './known-things.ts';
import { answered, type Answered, type Outcome, type Unsent } from './outcome.ts';
import { sendingTransport, type PageTransport, type Sending } from './sending.ts';
import type { Session } from './session.ts';
import { StepFault } from './step-fault.ts';
import { worldAccount, worldRegion, worldStart } from './world-defaults.ts';

export interface WorldCall extends Sending {
  readonly credentials: Credentials | 'anonymous';
  readonly operation: PresignOperation;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly input?: Readonly<Record<string, unknown>> | undefined;
}

/** What is signed, but for the instant and the endpoint, which are the world's. */
export interface WorldPresign extends Omit<PresignRequest, 'instant' | 'endpoint'> {
  readonly region?: string | undefined;
  /** Milliseconds by which the signer's clock is ahead. */
  readonly skew?: number | undefined;
}

/** An emulated account of a proof's own, in memory. */
export class World {
  readonly things: KnownThings;
  readonly meter = new Meter();
  readonly #seed: string;
  readonly #store: MemoryStore;
  readonly #emulator: Emulator;
  /** One object a key pair, since the SDK's clients are kept by it. */
  readonly #keyPairs: Map<string, Credentials>;
  #instant: Date;

  private constructor(seed: string, store: MemoryStore, from?: World) {
    this.#seed = seed;
    this.#store = store;
    this.things = new KnownThings(from?.things);
    this.#instant = from?.instant ?? worldStart;
    this.#keyPairs = from ? from.#keyPairs : new Map<string, Credentials>();
    this.#emulator = createEmulator({
      store,
      now: () => worldStart,
      random: seededRandom(seed),
      account: worldAccount,
      defaultRegion: worldRegion,
    });
  }

  /** An empty one; the same seed gives the same ids and keys. */
  static begin(seed: string): World {
    return new World(seed, memoryStore());
  }

  /** The world as it stands, to go on with apart. What it makes from here on has other ids than what is there. */
  copy(): World {
    return new World(`${this.#seed}/copy`, this.#store.copy(), this);
  }

  get instant(): Date {
    return this.#instant;
  }

  async moveClock(to: Date): Promise<void> {
    await this.control({ command: 'set-clock', to: to.toISOString() });
    this.#instant = to;
  }

  /** @throws StepFault where the account refuses. */
  async control(command: ControlCommand): Promise<Extract<ControlResult, { ok: true }>> {
    const result = await this.tryControl(command);
    if (!result.ok) throw new StepFault(`${command.command} was refused: ${result.code}, ${result.message}`);
    return result;
  }

  /** The same, where a refusal is an outcome. */
  async tryControl(command: ControlCommand): Promise<ControlResult> {
    return this.#emulator.control(command);
  }

  /** The keys that a user signs with now, or `root`, the account itself. */
  async credentialsOf(
    identity: string,
    account: string | undefined = this.things.identityAccounts.get(identity),
  ): Promise<Credentials> {
    const result = await this.control({ command: 'credentials', identity, account });
    if (result.kind !== 'credentials') throw new StepFault(`no credentials of ${identity}`);
    const { accessKeyId, secretAccessKey } = result.credentials;
    const pair = this.#keyPairs.get(accessKeyId) ?? { accessKeyId, secretAccessKey };
    this.#keyPairs.set(accessKeyId, pair);
    return pair;
  }

  /** The keys of whom a step names: a session, a user, or the only user. */
  async signer(as: string | Session | undefined): Promise<Credentials> {
    if (typeof as === 'object') return as.credentials;
    return this.credentialsOf(this.things.user(as));
  }

  regionOf(bucket: string | undefined): string {
    return (bucket === undefined ? undefined : this.things.buckets.get(bucket)) ?? worldRegion;
  }

  /** Signs with the SDK at the world's instant. A Region that is named stands in the scope; the host stays the bucket's own. */
  async presign({ region, skew = 0, ...request }: WorldPresign): Promise<SignedUrl | Unsent> {
    const own = this.regionOf(request.bucket);
    const endpoint =
      region === undefined || region === own
        ? amazonEndpoint(own)
        : { ...amazonEndpoint(region), url: `https://s3.${own}.amazonaws.com` };
    const instant = new Date(this.#instant.getTime() + skew);
    return orUnsent(presign({ ...request, endpoint, instant }));
  }

  /** Signs the policy of a form with the SDK at the world's instant. */
  async presignPost(request: Omit<PresignPostRequest, 'instant' | 'endpoint'>): Promise<SignedPost | Unsent> {
    const endpoint = amazonEndpoint(this.regionOf(request.bucket));
    return orUnsent(presignPost({ ...request, endpoint, instant: this.#instant }));
  }

  /** Presigned UploadPart URLs of a plan. */
  async partUrls(request: Omit<Parameters<typeof partUrls>[0], 'instant' | 'endpoint'>): Promise<readonly SignedUrl[]> {
    return partUrls({ ...request, endpoint: amazonEndpoint(this.regionOf(request.bucket)), instant: this.#instant });
  }

  /** Sends a request as it is. */
  async send(request: WireRequest, sending: Sending = {}): Promise<Outcome> {
    return orBlocked(async () => {
      const { hiddenHeaders, ...response } = await this.#transport(sending)(request);
      return answered(response, {}, hiddenHeaders);
    });
  }

  /** Calls an operation with the SDK. */
  async call({ credentials, operation, bucket, key, input, ...sending }: WorldCall): Promise<Outcome> {
    let hidden: readonly string[] = [];
    const sendAs = this.#transport(sending);
    const transport: Transport = async (request) => {
      const { hiddenHeaders, ...response } = await sendAs(request);
      hidden = hiddenHeaders;
      return response;
    };
    const made = call({
      credentials,
      transport,
      operation,
      endpoint: amazonEndpoint(this.regionOf(bucket)),
      instant: this.#instant,
      input: { ...(bucket !== undefined && { Bucket: bucket }), ...(key !== undefined && { Key: key }), ...input },
    });
    return orBlocked(async () => {
      const result = await orUnsent(made);
      return 'kind' in result ? result : answered(result.response, result.output, hidden);
    });
  }

  /** Calls as the account itself: the bucket's, unless another is named. @throws StepFault unless S3 does it. */
  async asAccount(
    operation: PresignOperation,
    bucket: string,
    input: Readonly<Record<string, unknown>> = {},
    account?: string,
  ): Promise<Answered> {
    const outcome = await this.lookAsAccount(operation, bucket, input, account);
    if (outcome.kind === 'answered' && outcome.status < 300 && outcome.code === undefined) return outcome;
    throw new StepFault(`${operation} by the account: ${inWords(outcome)}`);
  }

  /** Calls as the account itself, whatever comes of it. */
  async lookAsAccount(
    operation: PresignOperation,
    bucket: string,
    input: Readonly<Record<string, unknown>>,
    account: string | undefined = this.things.bucketAccounts.get(bucket),
  ): Promise<Outcome> {
    return this.call({ credentials: await this.credentialsOf('root', account), operation, bucket, input });
  }

  #transport(sending: Sending): PageTransport {
    return sendingTransport(this.#emulator, this.meter, sending);
  }
}
