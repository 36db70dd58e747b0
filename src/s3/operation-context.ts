import type { SigningKeys } from '#sigv4/signing-key.ts';
import { Permissions } from './access/authorise.ts';
import type { Exchange } from './exchange.ts';
import type { Signer } from './identities/identities.ts';
import type { OperationContext } from './operations/context.ts';
import { addressedObject, objectHasASay } from './access/object-with-a-say.ts';
import { payloadOf, type Payload } from './payload.ts';
import { conditionKeys } from './policy/condition-keys.ts';
import type { Store } from './store/store.ts';

/** The account that answers. */
export interface Emulated {
  readonly store: Store;
  readonly account: string;
  readonly defaultRegion: string;
  readonly uniqueId: (characters: number) => string;
  readonly keys: SigningKeys;
}

/** What was found out about the request before it is authorised. */
export type Authenticated = Pick<
  OperationContext,
  'operation' | 'query' | 'headers' | 'bucket' | 'location' | 'posted'
> & {
  readonly signer: Signer | undefined;
  /** Of a form, which was read before; else it is read off the request. */
  readonly payload?: Payload | undefined;
};

/** Makes what a handler is handed, and the permissions that decide whether it is called at all. */
export async function operationContext(
  exchange: Exchange,
  emulated: Emulated,
  authenticated: Authenticated,
): Promise<{ readonly context: OperationContext; readonly permissions: Permissions }> {
  const { request, checks, instant, claims, bucketName, key, principal } = exchange;
  if (!principal) throw new TypeError('a request is authorised after it is authenticated');
  const { account } = emulated;
  const { operation, query, headers, bucket, signer } = authenticated;
  const region = claims?.scope.region ?? bucket?.region ?? emulated.defaultRegion;
  const resourceAccount = bucket?.account ?? (principal.account || account);
  const subject = { operation, request, query, headers, principal, claims, instant, region, resourceAccount };
  const { policies: identityPolicies = [], sessionPolicies } = signer ?? {};
  const addressed = { bucket, key, query, identityPolicies, sessionPolicies };
  const object = objectHasASay(addressed) ? await addressedObject(emulated.store, addressed) : undefined;
  const asked = { principal, identityPolicies, sessionPolicies, bucket, bucketName, key, object, account };
  const permissions = new Permissions({ ...asked, keys: conditionKeys(subject) }, checks);
  const secretAccessKey = signer?.secretAccessKey;
  const payload =
    authenticated.payload ?? (await payloadOf({ request, claims, secretAccessKey, keys: emulated.keys, checks }));
  // Field by field: spreading objects here costs a tenth of a small request.
  const context: OperationContext = {
    operation,
    request,
    query,
    headers,
    bucketName,
    key,
    bucket,
    principal,
    claims,
    posted: authenticated.posted,
    store: emulated.store,
    instant,
    account,
    region,
    location: authenticated.location,
    ids: exchange.ids,
    uniqueId: emulated.uniqueId,
    checks,
    may: (action, resource) => permissions.may(action, resource),
    denial: (action, resource) => permissions.denial(action, resource),
    require: (action, resource) => permissions.require(action, resource),
    ...payload,
  };
  return { context, permissions };
}
