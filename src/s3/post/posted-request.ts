import type { SigningKeys } from '#sigv4/signing-key.ts';
import { formMechanism } from '../authenticate/form-mechanism.ts';
import type { Mechanism } from '../authenticate/mechanism.ts';
import type { CheckId } from '../decision/decision.ts';
import { S3Error } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import { findSigner, type Signer } from '../identities/identities.ts';
import { payloadOf, type Payload } from '../payload.ts';
import type { Store } from '../store/store.ts';
import type { PostedForm } from '../operations/context.ts';
import type { Fields } from './fields.ts';
import { readForm, type Form } from './form.ts';
import { noteFailingPolicy, requirePolicy, type PolicySubject } from './require-policy.ts';

/** The checks that every form meets, whoever posts it. */
const ofEveryForm: readonly CheckId[] = ['mechanism', 'bucket', 'bucket-policy', 'request', 'length', 'size'];

/** How a request was signed, and by whom. */
interface SignedBy {
  readonly mechanism: Mechanism;
  readonly signer: Signer | undefined;
}

/** A request whose form was read up to its file. */
export interface PostedRequest extends SignedBy {
  readonly form: Form;
  /** The file. */
  readonly payload: Payload;
}

/**
 * Reads what has to be known of a form before its request is authenticated: the key, and the signature among the fields.
 *
 * @throws S3Error where the form has not the shape that S3 asks for.
 */
export async function readPosted(
  exchange: Exchange,
  { mechanism, signer }: SignedBy,
  { store, keys }: { readonly store: Store; readonly keys: SigningKeys },
): Promise<PostedRequest> {
  const { request, checks, claims } = exchange;
  const { headers } = request;
  const secretAccessKey = signer?.secretAccessKey;
  // A request that is signed in its header covers the form as a whole.
  const whole = await payloadOf({ request, claims, secretAccessKey, keys, checks });
  if (whole.lengthMissing) checks.fail('length', new S3Error('MissingContentLength'));
  const form = await readForm(headers, whole.body, checks).catch((error: unknown) => {
    checks.expect(() => ofEveryForm);
    throw error;
  });
  exchange.key = form.key;
  // Where the file ends, the form says; its length is not declared.
  const payload: Payload = { ...whole, body: form.file, contentLength: undefined, lengthMissing: false };
  const own = formMechanism((name) => form.fields.value(name), mechanism, headers);
  if (own === mechanism || own.kind !== 'signed') return { form, payload, mechanism: own, signer };
  exchange.claims = own.claims;
  return { form, payload, mechanism: own, signer: await findSigner(store, own.claims.accessKeyId) };
}

/** The form, once its policy allows it. One that is not signed by its fields has no policy to be held against. */
export function allowedForm(exchange: Exchange, { form: { fields } }: PostedRequest): PostedForm {
  const policy = exchange.claims?.policy;
  return { fields, ranges: policy === undefined ? [] : requirePolicy(policy, subjectOf(exchange, fields)) };
}

/** Of a form that was refused before its policy was looked at: what its policy would have refused it for. */
export function notePolicy(exchange: Exchange, { form: { fields } }: PostedRequest): void {
  const policy = exchange.claims?.policy;
  if (policy === undefined || exchange.principal !== undefined) return;
  noteFailingPolicy(policy, subjectOf(exchange, fields));
}

function subjectOf({ bucketName, instant, checks }: Exchange, fields: Fields): PolicySubject {
  return { fields, bucketName, instant, checks };
}
