import { S3Error } from '../errors.ts';

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
