import { headerValue } from '#sigv4/headers.ts';
import { queryValue } from '#sigv4/query.ts';

import { S3Error } from '../../errors.ts';
import type { OperationContext } from '../context.ts';
import { partNumberParameter } from '../parameters.ts';
import { versionIdParameter } from './version-parameter.ts';

/**
 * Refuses a GET or HEAD that asks for the impossible, whether or not there is such an object. That S3 looks at these
 * things in this order, and before it looks for the key, was recorded in 2026.
 */
export function requireReadParameters(context: OperationContext): void {
  const { headers, query } = context;
  versionIdParameter(context);
  if (headerValue(headers, 'range') !== undefined && queryValue(query, 'partNumber') !== undefined) {
    refuse(context, 'Cannot specify both Range header and partNumber query parameter');
  }
  partNumberParameter(context);
  const mode = headerValue(headers, 'x-amz-checksum-mode');
  if (mode !== undefined && mode.toUpperCase() !== 'ENABLED') {
    refuse(context, 'Value for x-amz-checksum-mode header is invalid.');
  }
}

function refuse({ checks }: OperationContext, message: string): never {
  return checks.fail('request', new S3Error('InvalidRequest', {}, message));
}
