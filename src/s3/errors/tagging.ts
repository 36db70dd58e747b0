import { recorded, type ErrorEntry } from './entry.ts';

/** Tags of objects and buckets. */
export const taggingErrors = {
  InvalidTag: recorded(400, 'The TagKey you have provided is invalid'),
  NoSuchTagSet: recorded(404, 'The TagSet does not exist'),
} as const satisfies Record<string, ErrorEntry>;
