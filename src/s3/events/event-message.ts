import { uriEncodePath } from '#sigv4/encode.ts';

import { canonicalUserId } from '../operations/answers.ts';
import type { Principal } from '../identities/principal.ts';
import type { BucketRecord } from '../records.ts';
import type { AnswerIds } from '../request-id.ts';
import type { EventName } from './event-name.ts';
import type { NotificationRule } from './notification.ts';

/** Something that happened to an object, or to one version of it. */
export interface ObjectEvent {
  readonly name: EventName;
  readonly object: {
    readonly key: string;
    readonly size?: number | undefined;
    /** Without quotes. */
    readonly etag?: string | undefined;
    readonly versionId?: string | undefined;
  };
}

/** Where an event comes from: a request, or a lifecycle rule, which has neither sender nor ids. */
export interface MessageSource {
  readonly bucket: BucketRecord;
  /** Emulated. */
  readonly instant: Date;
  readonly principal?: Principal | undefined;
  readonly request?: { readonly sourceAddress: string } | undefined;
  readonly ids?: AnswerIds | undefined;
}

/** One entry of a message's `Records`, by Amazon's names. */
export interface EventRecord {
  readonly eventVersion: string;
  readonly eventSource: 'aws:s3';
  readonly awsRegion: string;
  /** ISO 8601 with milliseconds. */
  readonly eventTime: string;
  /** Without `s3:`. */
  readonly eventName: string;
  readonly userIdentity: { readonly principalId: string };
  readonly requestParameters: { readonly sourceIPAddress: string };
  readonly responseElements: Readonly<Record<string, string>>;
  readonly s3: {
    readonly s3SchemaVersion: '1.0';
    readonly configurationId: string;
    readonly bucket: {
      readonly name: string;
      readonly ownerIdentity: { readonly principalId: string };
      readonly arn: string;
    };
    readonly object: Readonly<Record<string, string | number>>;
  };
}

/** What a queue receives. */
export interface EventMessage {
  readonly Records: readonly EventRecord[];
}

/**
 * The message of an event, in version 2.1 of Amazon's structure, 2.3 for the younger kinds of event.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function eventMessage(
  source: MessageSource,
  event: ObjectEvent,
  { id }: NotificationRule,
  number: number,
): EventMessage {
  const { bucket, instant, principal, request, ids } = source;
  const record: EventRecord = {
    eventVersion: isYounger(event.name) ? '2.3' : '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: instant.toISOString(),
    eventName: event.name.slice('s3:'.length),
    userIdentity: { principalId: principalId(principal) },
    requestParameters: { sourceIPAddress: request?.sourceAddress ?? 's3.amazonaws.com' },
    responseElements: ids ? { 'x-amz-request-id': ids.requestId, 'x-amz-id-2': ids.hostId } : {},
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: id,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: accountPrincipalId(bucket.account) },
        arn: `arn:aws:s3:::${bucket.name}`,
      },
      object: objectFields(event, number),
    },
  };
  return { Records: [record] };
}

/** A key in an event: percent-encoded, but for `/`, with `+` for a space. */
export function eventKey(key: string): string {
  return uriEncodePath(key).replaceAll('%20', '+');
}

/** Recorded: a removal has neither size nor ETag, a change of tags or of the ACL neither size nor sequencer. */
function objectFields({ name, object }: ObjectEvent, number: number): Record<string, string | number> {
  const { key, size, etag, versionId } = object;
  const isRemoval = name.endsWith(':Delete') && !name.startsWith('s3:ObjectTagging');
  return {
    key: eventKey(key),
    ...(size === undefined || isRemoval || hasNoSequencer(name) ? {} : { size }),
    ...(etag === undefined || isRemoval ? {} : { eTag: etag }),
    ...(versionId === undefined ? {} : { versionId }),
    ...(hasNoSequencer(name) ? {} : { sequencer: sequencer(number) }),
  };
}

/** Hexadecimal digits that sort in the order of events; those of different keys need not be compared. */
function sequencer(number: number): string {
  return number.toString(16).toUpperCase().padStart(18, '0');
}

function hasNoSequencer(name: EventName): boolean {
  return name.startsWith('s3:ObjectTagging') || name === 's3:ObjectAcl:Put';
}

function isYounger(name: EventName): boolean {
  return hasNoSequencer(name) || name.startsWith('s3:LifecycleExpiration');
}

function principalId(principal: Principal | undefined): string {
  if (!principal) return 's3.amazonaws.com';
  switch (principal.kind) {
    case 'anonymous':
      return 'Anonymous';
    case 'root':
      return accountPrincipalId(principal.account);
    case 'user':
    case 'role session':
    case 'federated user':
      return `AWS:${principal.id}`;
  }
}

/** The id of an account in events: fourteen characters, ours from the account's number. */
function accountPrincipalId(account: string): string {
  return `A${canonicalUserId(account).slice(0, 13)}`;
}
