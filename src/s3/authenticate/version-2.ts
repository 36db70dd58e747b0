import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import { S3Error } from '../errors.ts';
import { wholeSeconds, type Finding } from './check.ts';

/**
 * The answer to Signature Version 2: that of Regions that never took it. The element is the emulator's own and names the
 * line to change, since boto3 still presigns so by default in older Regions.
 */
export function version2Refused(region: string): S3Error {
  const change = `Config(signature_version='s3v4', region_name='${region}')`;
  return new S3Error(
    'InvalidRequest',
    { EmulatorAdvice: `Signed with Signature Version 2. Make the client with boto3.client('s3', config=${change}).` },
    'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
  );
}

/** A URL of Signature Version 2 says when it ends, in seconds of Unix time. Past that, S3 says no more than that. */
export function version2Expiry(query: readonly QueryParameter[], instant: Date): (Finding & { ok: false }) | undefined {
  const expires = queryValue(query, 'Expires') ?? '';
  const limit = new Date(/^\d{1,11}$/.test(expires) ? Number(expires) * 1000 : Number.NaN);
  if (!(instant > limit)) return undefined;
  const extras = { Expires: wholeSeconds(limit), ServerTime: wholeSeconds(instant) };
  return {
    ok: false,
    error: new S3Error('AccessDenied', extras, 'Request has expired'),
    evidence: { kind: 'time', now: instant.toISOString(), limit: limit.toISOString() },
  };
}
