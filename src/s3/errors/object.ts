import { documented, otherServer, recorded, type ErrorEntry } from './entry.ts';

/** Objects, and conditions on them. */
export const objectErrors = {
  ConditionalRequestConflict: recorded(
    409,
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
  ),
  InvalidObjectState: recorded(403, "The operation is not valid for the object's storage class"),
  InvalidRange: recorded(416, 'The requested range is not satisfiable'),
  InvalidStorageClass: recorded(400, 'The storage class you specified is not valid'),
  KeyTooLongError: otherServer(400, 'Your key is too long'),
  MetadataTooLarge: documented(400, 'Your metadata headers exceed the maximum allowed metadata size.'),
  NoSuchKey: recorded(404, 'The specified key does not exist.'),
  NoSuchVersion: recorded(404, 'The specified version does not exist.'),
  /** A conditional GET or HEAD that finds nothing new; answered without a body. */
  NotModified: recorded(304, 'Not Modified'),
  PreconditionFailed: recorded(412, 'At least one of the pre-conditions you specified did not hold'),
} as const satisfies Record<string, ErrorEntry>;
