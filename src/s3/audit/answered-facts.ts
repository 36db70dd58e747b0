import type { Exchange } from '../exchange.ts';
import type { Principal } from '../identities/principal.ts';
import type { S3Response } from '../request.ts';
import type { AuditFacts, AuditIdentity } from './audit-facts.ts';

/** What the logs tell of an exchange that was answered. */
export function answeredFacts(exchange: Exchange, response: S3Response, milliseconds: number): AuditFacts {
  const { principal, bucket, request, ids } = exchange;
  const answered = readHeaders(response);
  const hasBody = request.method !== 'HEAD' && response.body !== undefined;
  return {
    hostId: ids.hostId,
    secure: request.secure,
    ...(request.via && { vpcEndpoint: request.via.vpcEndpoint }),
    identity: principal && identityOf(principal),
    bucketAccount: bucket?.account,
    bucketRegion: bucket?.region,
    bytesSent: hasBody ? answered.length : 0,
    objectBytes: isObject(exchange, response) ? (answered.total ?? answered.length) : undefined,
    milliseconds,
    encryption: answered.encryption,
    versionId: answered.versionId,
  };
}

function isObject({ operation }: Exchange, { status }: S3Response): boolean {
  return (operation === 'GetObject' || operation === 'HeadObject') && status < 300;
}

function identityOf({ kind, account, arn, id, name, roleArn, tokenIssuedAt }: Principal): AuditIdentity {
  return { kind, account, arn, id, name, roleArn, tokenIssuedAt: tokenIssuedAt?.toISOString() };
}

interface Answered {
  length: number;
  total?: number;
  encryption?: string;
  versionId?: string;
}

function readHeaders({ headers }: S3Response): Answered {
  const read: Answered = { length: 0 };
  for (const [name, value] of headers) {
    switch (name.toLowerCase()) {
      case 'content-length':
        read.length = Number(value);
        break;
      case 'content-range':
        read.total = Number(value.slice(value.lastIndexOf('/') + 1));
        break;
      case 'x-amz-server-side-encryption':
        read.encryption = value;
        break;
      case 'x-amz-version-id':
        read.versionId = value;
        break;
    }
  }
  return read;
}
