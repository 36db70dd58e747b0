import { accessLogLine, authenticationType } from '#s3/audit/access-log.ts';
import { cloudTrailEvent } from '#s3/audit/cloud-trail.ts';
import type { Decision } from '#s3/decision/decision.ts';

/** True where either log tells of the request. */
export function isLogged(decision: Decision): boolean {
  return cloudTrailEvent(decision) !== undefined || accessLogLine(decision) !== undefined;
}

/** What the logs tell of how a request was authenticated. */
export function auditSentence(decision: Decision): string {
  switch (authenticationType(decision)) {
    case 'QueryString':
      return 'QueryString tells that a pre-signed URL was used. The logs name who signed it. Of who used it they know the address and the user agent.';
    case 'AuthHeader':
      return 'AuthHeader tells that the request was signed in its headers, as SDKs and the CLI do.';
    case undefined:
      return decision.claims
        ? 'A form of a browser is signed in its fields; the logs name who signed it.'
        : 'Nobody signed this request, so the logs know the address and the user agent only.';
  }
}

/** What it takes for the event to be there, or why there is none. */
export function cloudTrailSentence(decision: Decision): string {
  const event = cloudTrailEvent(decision);
  if (event) {
    return event['managementEvent'] === true
      ? 'A management event, which every trail records unless told otherwise.'
      : 'A data event: recorded only where a trail asks for data events of the bucket.';
  }
  if (decision.operation === undefined) return 'CloudTrail has no event for this request.';
  return 'CloudTrail tells nothing of a request whose authentication failed.';
}
