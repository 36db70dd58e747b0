import * as v from 'valibot';

import { kind, type Kind } from './kind.ts';

const statuses = ['Enabled', 'Suspended'] as const;
type VersioningStatus = (typeof statuses)[number];

/** `true`, or Amazon's word for it; a bucket can't go back to having none. */
export const versioning: Kind<VersioningStatus> = kind({
  says: '`true`, `Enabled` or `Suspended`',
  schema: v.union([v.literal(true), v.picklist(statuses)]),
  parse: (value) => (value === true ? 'Enabled' : statuses.find((status) => status === value)),
});
