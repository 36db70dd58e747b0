import { headerValue } from '#sigv4/headers.ts';
import { parseQuery } from '#sigv4/query.ts';

import type { Decision } from '../decision/decision.ts';
import { authenticationType } from './access-log.ts';
import { isStsActionName } from '../sts/action.ts';
import type { AuditFacts, AuditIdentity } from './audit-facts.ts';
import { eventName, isDataEvent } from './logged-operation.ts';

/** An event of CloudTrail, by its own names. */
export type CloudTrailEvent = Readonly<Record<string, unknown>>;

/**
 * The event that a request leaves in CloudTrail: a data event for objects, which a trail has to ask for, else a
 * management event. `undefined` for a request whose authentication failed, of which CloudTrail tells nothing, and for one
 * to STS, of whose form the decision keeps nothing.
 *
 * The shape is that of published events; cipher suite and TLS version are left out, since nothing here shakes hands.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function cloudTrailEvent(decision: Decision): CloudTrailEvent | undefined {
  const { audit, claims, request, outcome } = decision;
  const name = eventName(decision);
  if (!audit?.identity || name === undefined || isStsActionName(name)) return undefined;
  const isData = isDataEvent(decision);
  const host = headerValue(request.headers, 'host');
  return {
    eventVersion: '1.11',
    userIdentity: userIdentity(audit.identity, claims?.accessKeyId),
    eventTime: decision.instant.replace(/\.\d+Z$/, 'Z'),
    eventSource: 's3.amazonaws.com',
    eventName: name,
    awsRegion: audit.bucketRegion ?? claims?.scope.region,
    sourceIPAddress: request.sourceAddress,
    userAgent: `[${headerValue(request.headers, 'user-agent') ?? ''}]`,
    ...errorFields(outcome),
    requestParameters: requestParameters(decision, host),
    responseElements: responseElements(decision),
    additionalEventData: additionalEventData(decision, audit),
    requestID: decision.requestId,
    eventID: eventId(decision.requestId),
    readOnly: /^(Get|Head|List)/.test(name),
    ...(isData && { resources: resources(decision, audit) }),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: audit.bucketAccount ?? audit.identity.account,
    ...(audit.vpcEndpoint !== undefined && { vpcEndpointId: audit.vpcEndpoint }),
    eventCategory: isData ? 'Data' : 'Management',
    ...(audit.secure && host !== undefined && { tlsDetails: { clientProvidedHostHeader: host } }),
  };
}

function userIdentity(identity: AuditIdentity, accessKeyId: string | undefined): CloudTrailEvent {
  const { kind, account, arn, id, name, roleArn, tokenIssuedAt } = identity;
  if (kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  const attributes = tokenIssuedAt && {
    creationDate: tokenIssuedAt.replace(/\.\d+Z$/, 'Z'),
    mfaAuthenticated: 'false',
  };
  const common = { arn, accountId: account, accessKeyId };
  if (kind === 'root') return { type: 'Root', principalId: account, ...common };
  if (kind === 'user') {
    const user = { type: 'IAMUser', principalId: id, ...common, userName: name };
    return attributes ? { ...user, sessionContext: { attributes } } : user;
  }
  if (kind === 'federated user') {
    return { type: 'FederatedUser', principalId: id, ...common, sessionContext: { attributes } };
  }
  const issuerId = id.split(':', 1)[0];
  const sessionIssuer = { type: 'Role', principalId: issuerId, arn: roleArn, accountId: account, userName: name };
  return { type: 'AssumedRole', principalId: id, ...common, sessionContext: { sessionIssuer, attributes } };
}

function errorFields({ status, code, message }: Decision['outcome']): CloudTrailEvent {
  return status < 400 || code === undefined ? {} : { errorCode: code, errorMessage: message };
}

/** Neither the credential nor the signature nor the token is among them: recorded of pre-signed requests. */
function requestParameters({ request, bucket, key }: Decision, host: string | undefined): CloudTrailEvent {
  const parameters = parseQuery(request.rawQuery).filter(([name]) => !hidden.test(name));
  const headers = request.headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-') && !hidden.test(name) && !notShown.test(name));
  return {
    ...(bucket !== undefined && { bucketName: bucket }),
    Host: host,
    ...(key !== undefined && { key }),
    ...Object.fromEntries(parameters),
    ...Object.fromEntries(headers),
  };
}

const hidden =
  /^x-amz-(credential|signature|security-token|(copy-source-)?server-side-encryption-customer-key(-md5)?)$/i;
/** Headers of the signature and of the transfer. */
const notShown = /^x-amz-(date|content-sha256|decoded-content-length|trailer|user-agent|meta-.*)$/;

/** Of what writes an object, how it was encrypted and which version it is. */
function responseElements({ operation, audit, outcome }: Decision): CloudTrailEvent | null {
  if (outcome.status >= 300 || /^(Get|Head|List)/.test(operation ?? '')) return null;
  const { encryption, versionId } = audit ?? {};
  const elements = {
    ...(encryption !== undefined && { 'x-amz-server-side-encryption': encryption }),
    ...(versionId !== undefined && { 'x-amz-version-id': versionId }),
  };
  return Object.keys(elements).length === 0 ? null : elements;
}

function additionalEventData(decision: Decision, audit: AuditFacts): CloudTrailEvent {
  const authentication = authenticationType(decision);
  return {
    ...(decision.claims && { SignatureVersion: 'SigV4' }),
    bytesTransferredIn: Number(headerValue(decision.request.headers, 'content-length') ?? 0),
    ...(authentication && { AuthenticationMethod: authentication }),
    'x-amz-id-2': audit.hostId,
    bytesTransferredOut: audit.bytesSent,
  };
}

function resources({ bucket, key }: Decision, { bucketAccount }: AuditFacts): readonly CloudTrailEvent[] {
  if (bucket === undefined) return [];
  const arn = `arn:aws:s3:::${bucket}`;
  return [
    key === undefined
      ? { type: 'AWS::S3::Object', ARNPrefix: `${arn}/` }
      : { type: 'AWS::S3::Object', ARN: `${arn}/${key}` },
    { accountId: bucketAccount, type: 'AWS::S3::Bucket', ARN: arn },
  ];
}

/** A UUID made of the request's id, so that the same decision shows the same one. */
function eventId(requestId: string): string {
  const digits = `${requestId}${[...requestId].reverse().join('')}`.toLowerCase().padEnd(32, '0');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
