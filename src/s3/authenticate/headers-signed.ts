import { S3Error } from '../errors.ts';
import { passed, type SignatureCheck } from './check.ts';

/** Every `x-amz-*` header that arrives must be signed; `x-amz-content-sha256` may go unsigned. */
export const headersSigned: SignatureCheck = {
  id: 'headers-signed',
  find: ({ request, claims }) => {
    const unsigned = new Set<string>();
    for (const [header] of request.headers) {
      const name = header.toLowerCase();
      if (name.startsWith('x-amz-') && name !== 'x-amz-content-sha256' && !claims.signedHeaders.includes(name)) {
        unsigned.add(name);
      }
    }
    // `host` is mandatory by the documentation; another server's tests expect this answer of S3.
    const lacksHost = !claims.signedHeaders.includes('host');
    if (unsigned.size === 0 && !lacksHost) return passed;
    const isHostAlone = unsigned.size === 0;
    const names = [...(lacksHost ? ['host'] : []), ...[...unsigned].sort()].join(', ');
    const error = new S3Error(
      'AccessDenied',
      { HeadersNotSigned: names },
      'There were headers present in the request which were not signed',
    );
    const evidence = { kind: 'compared', what: 'unsigned headers', expected: '', actual: names } as const;
    return { ok: false, error, evidence, ...(isHostAlone ? { levels: { known: 'other server' } as const } : {}) };
  },
};
