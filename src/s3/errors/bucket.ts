import { documented, recorded, type ErrorEntry } from './entry.ts';

/** Buckets and what is configured for them. */
export const bucketErrors = {
  BucketAlreadyExists: documented(
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
  ),
  BucketAlreadyOwnedByYou: documented(
    409,
    'Your previous request to create the named bucket succeeded and you already own it.',
  ),
  BucketNotEmpty: documented(409, 'The bucket you tried to delete is not empty'),
  IllegalLocationConstraintException: documented(
    400,
    'The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
  ),
  IllegalVersioningConfigurationException: recorded(400, 'The Versioning element must be specified'),
  InvalidBucketOwnerAWSAccountID: recorded(
    400,
    'The value of the expected bucket owner parameter must be an AWS Account ID',
  ),
  InvalidBucketName: documented(400, 'The specified bucket is not valid.'),
  InvalidLocationConstraint: documented(400, 'The specified location-constraint is not valid'),
  MalformedPolicy: documented(400, "Policies must be valid JSON and the first byte must be '{'"),
  NoSuchBucket: recorded(404, 'The specified bucket does not exist'),
  NoSuchBucketPolicy: documented(404, 'The bucket policy does not exist'),
  NoSuchCORSConfiguration: recorded(404, 'The CORS configuration does not exist'),
  NoSuchLifecycleConfiguration: documented(404, 'The lifecycle configuration does not exist'),
  NoSuchConfiguration: recorded(404, 'The specified configuration does not exist.'),
  NoSuchPublicAccessBlockConfiguration: documented(404, 'The public access block configuration was not found'),
  PermanentRedirect: recorded(
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  ),
  NoSuchWebsiteConfiguration: documented(404, 'The specified bucket does not have a website configuration'),
  ObjectLockConfigurationNotFoundError: recorded(404, 'Object Lock configuration does not exist for this bucket'),
  OperationAborted: documented(
    409,
    'A conflicting conditional operation is currently in progress against this resource. Try again.',
  ),
  ReplicationConfigurationNotFoundError: documented(404, 'The replication configuration was not found'),
} as const satisfies Record<string, ErrorEntry>;
