import { headerValue } from '#sigv4/headers.ts';
import { parseQuery, type QueryParameter } from '#sigv4/query.ts';
import { SigningKeys } from '#sigv4/signing-key.ts';
import { addressOf, type Address, type AddressingOptions } from './locate/addressing.ts';
import { authenticate, authenticationChecks } from './authenticate/authenticate.ts';
import { mechanismOf, type Mechanism } from './authenticate/mechanism.ts';
import { readClock } from './control/clock.ts';
import { preflight } from './cors/preflight.ts';
import { detect } from './locate/detect.ts';
import { effectiveHeaders } from './effective-headers.ts';
import { refuseInsecureKmsWrite } from './encryption/requested-encryption.ts';
import { requireEndpoint } from './locate/endpoint.ts';
import type { Exchange } from './exchange.ts';
import { findSigner, valueOf, type Signer } from './identities/identities.ts';
import { runLifecycle } from './lifecycle/run.ts';
import type { OperationName } from './operation.ts';
import { applicableChecks } from './operations/applicable-checks.ts';
import { operationContext } from './operation-context.ts';
import type { OperationContext, OperationEntry } from './operations/context.ts';
import { operations } from './operations/table.ts';
import { fieldHeaders } from './post/field-headers.ts';
import { allowedForm, notePolicy, readPosted, type PostedRequest } from './post/posted-request.ts';
import { policyChecks } from './post/require-policy.ts';
import { bucketKey, type BucketRecord } from './records.ts';
import type { S3Response } from './request.ts';
import { refuseAnonymousOverrides, remarks, requireBucket, requireImplemented } from './screen.ts';
import type { Store } from './store/store.ts';
import { runSts } from './sts/pipeline.ts';

export interface PipelineOptions {
  readonly store: Store;
  readonly now: () => Date;
  readonly account: string;
  readonly defaultRegion: string;
  readonly addressing: AddressingOptions;
  readonly uniqueId: (characters: number) => string;
  readonly random: () => number;
}

/** Operations for which the bucket named need not exist, and whose Region nothing decides. */
const withoutBucket: readonly OperationName[] = ['ListBuckets', 'CreateBucket'];

const lifecycleEveryMilliseconds = 60_000;

/** A request's way: locate, detect (and hand over to STS), authenticate, find the bucket, authorise, run. */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #keys = new SigningKeys();
  #lifecycleRanAt = Number.NaN;

  constructor(options: PipelineOptions) {
    this.#options = options;
  }

  /** @throws S3Error for every answer that is an error; the exchange then says which check failed. */
  async run(exchange: Exchange): Promise<S3Response> {
    const { request } = exchange;
    const { store, now } = this.#options;
    const query = parseQuery(request.rawQuery);
    const address = addressOf(request, this.#options.addressing);
    exchange.bucketName = address.bucketName;
    exchange.key = address.key;
    const detection = detect({ method: request.method, address, query, headers: request.headers });
    if (detection.kind === 'sts') return this.#sts(exchange, query);
    const mechanism = mechanismOf(request, query);
    if (mechanism.kind === 'signed') exchange.claims = mechanism.claims;

    exchange.instant = (await readClock(store, now())).now;
    await this.#lifecycle(exchange.instant);
    const [bucket, signer] = await Promise.all([
      address.bucketName === '' ? undefined : valueOf<BucketRecord>(store, bucketKey(address.bucketName)),
      mechanism.kind === 'signed' ? findSigner(store, mechanism.claims.accessKeyId) : undefined,
    ]);
    if (bucket) exchange.bucket = bucket;
    if (detection.kind === 'preflight') return preflight(request, address, bucket, exchange.checks);
    const operation = requireImplemented(exchange, detection);
    const located: Located = { exchange, query, address, operation, mechanism, signer };
    if (operation !== 'PostObject') return this.#operate(located);
    // A form says among its fields who sends it and which object is meant.
    const posted = await readPosted(exchange, { mechanism, signer }, { store, keys: this.#keys });
    const { mechanism: own, signer: ownSigner } = posted;
    return this.#operate({ ...located, mechanism: own, signer: ownSigner, posted }).catch((error: unknown) => {
      notePolicy(exchange, posted);
      throw error;
    });
  }

  /** Lets lifecycle rules follow a clock that was moved. */
  async followClock(instant: Date): Promise<void> {
    this.#lifecycleRanAt = instant.getTime();
    const { store, uniqueId } = this.#options;
    await runLifecycle({ store, uniqueId, instant });
  }

  async #sts(exchange: Exchange, query: readonly QueryParameter[]): Promise<S3Response> {
    const { store, now, account, random } = this.#options;
    exchange.instant = (await readClock(store, now())).now;
    return runSts(exchange, query, { store, account, random, keys: this.#keys });
  }

  async #lifecycle(instant: Date): Promise<void> {
    const isDue = !(Math.abs(instant.getTime() - this.#lifecycleRanAt) < lifecycleEveryMilliseconds);
    if (isDue) await this.followClock(instant);
  }

  async #operate(located: Located): Promise<S3Response> {
    const { exchange, operation, mechanism, signer, posted } = located;
    const { request, checks, instant } = exchange;
    const entry = operations[operation];
    const isBucketless = withoutBucket.includes(operation);
    const bucket = isBucketless ? undefined : exchange.bucket;
    const headers = posted
      ? fieldHeaders(posted.form.fields)
      : effectiveHeaders(request.headers, located.query, presignedHeaders(mechanism));
    const owner = headerValue(posted ? request.headers : headers, 'x-amz-expected-bucket-owner');
    checks.expect(() => [
      ...authenticationChecks(mechanism),
      ...(isBucketless ? [] : (['bucket'] as const)),
      ...(owner === undefined || isBucketless ? [] : (['bucket-owner'] as const)),
      ...(posted ? policyChecks(mechanism) : []),
      ...(isBucketless ? [] : (['bucket-policy'] as const)),
      ...(mechanism.kind === 'anonymous' ? [] : (['identity-policy'] as const)),
      ...applicableChecks(entry.checks, headers, located.query),
    ]);
    if (!isBucketless) requireEndpoint(exchange, located.address);
    exchange.principal = authenticate({
      request,
      query: located.query,
      mechanism,
      instant,
      bucketRegion: bucket?.region,
      defaultRegion: this.#options.defaultRegion,
      signer,
      keys: this.#keys,
      checks,
    });
    if (!isBucketless) requireBucket(exchange, owner);
    return this.#authorised(located, entry, headers, bucket);
  }

  async #authorised(
    located: Located,
    entry: OperationEntry,
    headers: OperationContext['headers'],
    bucket: BucketRecord | undefined,
  ): Promise<S3Response> {
    const { exchange, query, operation, signer, address, posted } = located;
    const { store, account, defaultRegion, uniqueId } = this.#options;
    const emulated = { store, account, defaultRegion, uniqueId, keys: this.#keys };
    const { location } = address;
    const { context, permissions } = await operationContext(exchange, emulated, {
      operation,
      query,
      headers,
      bucket,
      location,
      signer,
      ...(posted && { posted: allowedForm(exchange, posted), payload: posted.payload }),
    });
    refuseInsecureKmsWrite(context);
    const byDefault = entry.allowedByDefault?.bind(undefined, context);
    const action = typeof entry.action === 'function' ? entry.action(context) : entry.action;
    if (action !== undefined) await permissions.requireOwn(action, entry.resource, byDefault);
    refuseAnonymousOverrides(context);
    for (const remark of remarks(context)) exchange.checks.note(remark);
    return entry.handler(context);
  }
}

interface Located {
  readonly exchange: Exchange;
  readonly query: readonly QueryParameter[];
  readonly address: Address;
  readonly mechanism: Mechanism;
  readonly operation: OperationName;
  readonly signer: Signer | undefined;
  readonly posted?: PostedRequest;
}

/** Undefined for a request that is not presigned: its query carries no headers. */
function presignedHeaders(mechanism: Mechanism): readonly string[] | undefined {
  return mechanism.kind === 'signed' && mechanism.claims.carrier === 'query'
    ? mechanism.claims.signedHeaders
    : undefined;
}
