import { S3Error } from '../errors.ts';
import type { SignatureCheck } from './check.ts';

/** The key must exist and be active. That an inactive one is answered like a deleted one is documented, not recorded. */
export const accessKey: SignatureCheck = {
  id: 'access-key',
  find: ({ claims, signer }) => {
    if (signer?.isActive) return { ok: true, evidence: { kind: 'note', text: signer.principal.arn } };
    const error = new S3Error('InvalidAccessKeyId', { AWSAccessKeyId: claims.accessKeyId });
    if (!signer) return { ok: false, error, evidence: { kind: 'note', text: 'unknown' } };
    return { ok: false, error, evidence: { kind: 'note', text: 'inactive' }, levels: { known: 'documented' } };
  },
};
