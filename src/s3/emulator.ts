import type { Header } from '#sigv4/headers.ts';
import { answeredFacts } from './audit/answered-facts.ts';
import type { ControlCommand, ControlResult } from './control/control.ts';
import { runControl } from './control/control-commands.ts';
import { corsHeaders, corsQuestion, matchingRule } from './cors/rules.ts';
import type { Decision } from './decision/decision.ts';
import { recentDecisions, type DecisionLog } from './decision/decision-log.ts';
import { errorAnswer } from './error-answer.ts';
import { S3Error } from './errors.ts';
import { Exchange } from './exchange.ts';
import { Pipeline } from './pipeline.ts';
import { answerIds, uniqueIds } from './request-id.ts';
import type { S3Answer, S3Request, S3Response } from './request.ts';
import { StoreFullError, type Store } from './store/store.ts';
import { stsFailure, withStsHeaders } from './sts/answer.ts';

export interface EmulatorOptions {
  readonly store: Store;
  /** Real time; the emulated clock is this plus the offset kept in the store. */
  readonly now: () => Date;
  /** For request ids, upload ids, keys: 0..1. A seeded one makes a run repeatable. */
  readonly random: () => number;
  /** Path under which the door serves S3, '' or e.g. '/s3'; it is part of what is signed. */
  readonly basePath?: string;
  /** Suffixes for virtual-host style besides Amazon's own (`localhost`). */
  readonly hostSuffixes?: readonly string[];
  /** Account number; 111122223333 when left out. */
  readonly account?: string;
  /** Where a bucket goes that is created without LocationConstraint in a request without scope; us-east-1 when left out. */
  readonly defaultRegion?: string;
  /** Where decisions are kept; the last 1,000 in memory when left out. */
  readonly decisions?: DecisionLog;
}

/** An S3 endpoint of every Region, and the account behind it. */
export interface Emulator {
  answer(request: S3Request): Promise<S3Answer>;
  control(command: ControlCommand): Promise<ControlResult>;
}

const decisionsInMemory = 1_000;

/** An S3 endpoint as one function; the service worker and the Node server both just call it. */
export function createEmulator(options: EmulatorOptions): Emulator {
  const { store, now, random, account = '111122223333', defaultRegion = 'us-east-1' } = options;
  const decisions = options.decisions ?? recentDecisions(decisionsInMemory);
  const pipeline = new Pipeline({
    store,
    now,
    account,
    defaultRegion,
    addressing: { basePath: options.basePath ?? '', hostSuffixes: options.hostSuffixes ?? [] },
    uniqueId: uniqueIds(random),
    random,
  });
  const nextIds = answerIds(now, random);
  return {
    async answer(request) {
      const started = now();
      const exchange = new Exchange(request, nextIds(), started);
      const { response, outcome } = await outcomeOf(pipeline, exchange);
      const audit = answeredFacts(exchange, response, now().getTime() - started.getTime());
      const decision = exchange.decision(outcome, audit);
      await decisions.keep(decision);
      return { response: withCommonHeaders(response, exchange), decision };
    },
    control: (command) =>
      runControl(
        { store, now, random, account, decisions, onClockMoved: (instant) => pipeline.followClock(instant) },
        command,
      ),
  };
}

interface Outcome {
  readonly response: S3Response;
  readonly outcome: Decision['outcome'];
}

/** The one place where an error becomes an answer. */
async function outcomeOf(pipeline: Pipeline, exchange: Exchange): Promise<Outcome> {
  try {
    const response = await pipeline.run(exchange);
    return { response, outcome: { status: response.status } };
  } catch (thrown) {
    if (exchange.service === 'sts') return stsFailure(thrown, exchange);
    const error = s3ErrorOf(thrown, exchange);
    const { status, code, message } = error;
    const { method } = exchange.request;
    return { response: errorAnswer(error, exchange.ids, method), outcome: { status, code, message } };
  }
}

/** What is no error of S3 is answered without its detail, since that may hold anything. */
function s3ErrorOf(thrown: unknown, { checks }: Exchange): S3Error {
  if (thrown instanceof StoreFullError) return new S3Error('SlowDown');
  if (!(thrown instanceof S3Error)) {
    checks.note(`The emulator failed: ${thrown instanceof Error ? thrown.name : typeof thrown}.`);
    return new S3Error('InternalError');
  }
  if (checks.failed === undefined) checks.refused('request', thrown, { kind: 'note', text: thrown.message });
  return thrown;
}

function withCommonHeaders(response: S3Response, exchange: Exchange): S3Response {
  const { ids, instant } = exchange;
  if (exchange.service === 'sts') return withStsHeaders(response, exchange);
  return {
    ...response,
    headers: [
      ['x-amz-id-2', ids.hostId],
      ['x-amz-request-id', ids.requestId],
      ['Date', instant.toUTCString()],
      ...response.headers.map(oneLine),
      ...regionOfRefused(exchange, response),
      ...crossOriginHeaders(exchange),
      ['Server', 'AmazonS3'],
    ],
  };
}

/** Clients look for a bucket's Region with these two, also where they may not use it. */
function regionOfRefused({ operation, bucket }: Exchange, { status }: S3Response): S3Response['headers'] {
  const isSearch = operation === 'HeadBucket' || operation === 'ListObjectsV2';
  return isSearch && bucket && status === 403 ? [['x-amz-bucket-region', bucket.region]] : [];
}

/** What came out of a query or a document may hold line ends, which no header can. */
function oneLine(header: Header): Header {
  const [name, value] = header;
  // Nearly all values are printable ASCII, and are looked at no further.
  if (/^[ -~]*$/.test(value) || !/\p{Cc}/u.test(value)) return header;
  return [name, value.replace(/[^\P{Cc}\t]/gu, ' ')];
}

/** A request with an Origin is carried out like any other; only the answer's headers say whether a page may read it. */
function crossOriginHeaders({ request, bucket }: Exchange): S3Response['headers'] {
  if (request.method === 'OPTIONS') return [];
  const question = corsQuestion(request.headers, request.method);
  if (!question || !bucket) return [];
  const rule = matchingRule(bucket.corsRules ?? [], question);
  return rule ? corsHeaders(rule, question) : [];
}
