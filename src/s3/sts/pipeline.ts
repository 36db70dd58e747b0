import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import type { SigningKeys } from '#sigv4/signing-key.ts';
import type { Exchange } from '../exchange.ts';
import { findSigner } from '../identities/identities.ts';
import { conditionKeys } from '../policy/condition-keys.ts';
import type { S3Response } from '../request.ts';
import type { Store } from '../store/store.ts';
import { isStsActionName, missingStsActions, stsVersion, type StsActionName } from './action.ts';
import { stsAnswer } from './answer.ts';
import { authenticatedSigner, stsClaims } from './authenticate.ts';
import { StsError } from './errors.ts';
import { stsRequest, type StsRequest } from './request.ts';
import { stsActions } from './table.ts';

export interface StsOptions {
  readonly store: Store;
  readonly random: () => number;
  /** The emulator's own. */
  readonly account: string;
  readonly keys: SigningKeys;
}

/**
 * A request's way through STS: find the action, authenticate, run.
 *
 * @throws StsError for every answer that is an error; the exchange then says which check failed.
 */
export async function runSts(
  exchange: Exchange,
  query: readonly QueryParameter[],
  options: StsOptions,
): Promise<S3Response> {
  const { checks, instant } = exchange;
  exchange.service = 'sts';
  const request = await stsRequest(exchange.request, query);
  const action = requireAction(exchange, request);
  exchange.operation = action;
  const claims = stsClaims(request, checks);
  exchange.claims = claims;
  const entry = stsActions[action];
  checks.expect(() => entry.checks);
  const found = await findSigner(options.store, claims.accessKeyId);
  const signer = authenticatedSigner({ request, claims, instant, signer: found, keys: options.keys, checks });
  const { principal } = signer;
  exchange.principal = principal;
  const keys = conditionKeys({
    operation: action,
    request: exchange.request,
    query,
    headers: exchange.request.headers,
    principal,
    claims,
    instant,
    region: claims.scope.region,
    resourceAccount: principal.account,
  });
  const { store, random, account } = options;
  const maker = { store, random, account, instant };
  const result = await entry.handler({ parameters: request.parameters, signer, keys, maker, checks });
  return stsAnswer(action, result, exchange.ids.requestId);
}

/** The action is looked for before the signature: STS tells anyone that there is none of a name. */
function requireAction({ checks }: Exchange, { parameters }: StsRequest): StsActionName {
  const name = queryValue(parameters, 'Action') ?? '';
  const version = queryValue(parameters, 'Version') ?? 'NO_VERSION_SPECIFIED';
  if (name === '') return checks.fail('implemented', new StsError('MissingAction'));
  if (version === stsVersion && isStsActionName(name)) return name;
  const evidence = { kind: 'note', text: `STS ${name}` } as const;
  if (version === stsVersion && missingStsActions.includes(name)) {
    const error = new StsError('NotImplemented', `The emulator does not implement ${name} of STS.`);
    return checks.fail('implemented', error, evidence);
  }
  const message = `Could not find operation ${name} for version ${version}`;
  return checks.fail('implemented', new StsError('InvalidAction', message, 'recorded'), evidence);
}
