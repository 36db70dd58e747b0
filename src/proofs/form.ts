import type { SignedPost } from '#client/presign-post.ts';

import { made, type Kind } from './kind.ts';
import { isPlain } from './names.ts';

/** A signed form as `save` keeps it. */
export type Form = SignedPost;

/** A `submit` takes what this proof signed, never a literal host. */
export const form: Kind<Form> = made(
  'the `$name` of a form that `post-policy` saved',
  (value): value is Form => isPlain(value) && typeof value['url'] === 'string' && isPlain(value['fields']),
);
