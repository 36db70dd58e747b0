import { documented, recorded, type ErrorEntry } from './entry.ts';

/** What a principal or a page may do. */
export const accessErrors = {
  AccessDenied: recorded(403, 'Access Denied'),
  AccessForbidden: recorded(403, 'CORSResponse: CORS is not enabled for this bucket.'),
  AccessControlListNotSupported: recorded(400, 'The bucket does not allow ACLs'),
  BadRequest: recorded(400, 'Insufficient information. Origin request header needed.'),
  InvalidBucketAclWithBlockPublicAccessError: recorded(
    400,
    'Bucket cannot have public ACLs set with BlockPublicAccess enabled',
  ),
  InvalidBucketAclWithObjectOwnership: recorded(
    400,
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  ),
  'KMS.NotFoundException': recorded(400, 'The key of KMS was not found'),
  MalformedACLError: recorded(
    400,
    'The XML you provided was not well-formed or did not validate against our published schema',
  ),
  MissingSecurityHeader: recorded(400, 'Your request was missing a required header'),
  OwnershipControlsNotFoundError: recorded(404, 'The bucket ownership controls were not found'),
  UnexpectedContent: documented(400, 'This request does not support content'),
} as const satisfies Record<string, ErrorEntry>;
