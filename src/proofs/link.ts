import type { SignedUrl } from '#client/presign.ts';

import { made, type Kind } from './kind.ts';
import { isPlain } from './names.ts';

/** A presigned URL as `save` keeps it. */
export type Link = SignedUrl;

/** A `send` takes what this proof signed, never a literal host. */
export const link: Kind<Link> = made(
  'the `$name` of a link that `presign` saved',
  (value): value is Link =>
    isPlain(value) && typeof value['url'] === 'string' && typeof value['operation'] === 'string',
);
