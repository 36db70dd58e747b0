import { recorded, type ErrorEntry } from './entry.ts';

/** What a principal or a page may do. */
export const accessErrors = {
  AccessDenied: recorded(403, 'Access Denied'),
  AccessForbidden: recorded(403, 'CORSResponse: CORS is not enabled for this bucket.'),
  AccessControlListNotSupported: recorded(400, 'The bucket does not allow ACLs'),
  BadRequest: recorded(400, 'Insufficient information. Origin request header needed.'),
} as const satisfies Record<string, ErrorEntry>;
