import type { CheckId } from '../../decision/decision.ts';
import type { OperationName } from '../../operation.ts';
import type { OperationEntry } from '../context.ts';
import { bodyChecks, objectOperation, versionOperation } from '../entries.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject } from './delete-object.ts';
import { deleteObjects } from './delete-objects.ts';
import { getObjectAttributes } from './get-object-attributes.ts';
import { getObject } from './get-object.ts';
import { headObject } from './head-object.ts';
import { getObjectAcl, putObjectAcl } from './object-acl.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object-tagging.ts';
import { postObject } from './post-object.ts';
import { putObject } from './put-object.ts';

const reading: readonly CheckId[] = ['request', 'object', 'precondition', 'range'];

/** Operations on objects. */
export const objectOperations = {
  GetObject: versionOperation(getObject, 'GetObject', 'GetObjectVersion', reading),
  HeadObject: versionOperation(headObject, 'GetObject', 'GetObjectVersion', reading),
  PutObject: objectOperation(putObject, 'PutObject', ['request', ...bodyChecks, 'precondition']),
  PostObject: { handler: postObject, action: undefined, resource: 'object', checks: ['request', ...bodyChecks] },
  CopyObject: objectOperation(copyObject, 'PutObject', ['request', 'object', 'precondition', 'size']),
  GetObjectAttributes: versionOperation(getObjectAttributes, 'GetObjectAttributes', 'GetObjectVersionAttributes', [
    'request',
    'object',
  ]),
  GetObjectAcl: versionOperation(getObjectAcl, 'GetObjectAcl', 'GetObjectVersionAcl', ['request', 'object']),
  PutObjectAcl: versionOperation(putObjectAcl, 'PutObjectAcl', 'PutObjectVersionAcl', ['request', 'object']),
  GetObjectTagging: versionOperation(getObjectTagging, 'GetObjectTagging', 'GetObjectVersionTagging', ['object']),
  PutObjectTagging: versionOperation(putObjectTagging, 'PutObjectTagging', 'PutObjectVersionTagging', [
    'request',
    'object',
  ]),
  DeleteObjectTagging: versionOperation(deleteObjectTagging, 'DeleteObjectTagging', 'DeleteObjectVersionTagging', [
    'object',
  ]),
  DeleteObject: versionOperation(deleteObject, 'DeleteObject', 'DeleteObjectVersion', ['request', 'precondition']),
  DeleteObjects: {
    handler: deleteObjects,
    action: undefined,
    resource: 'bucket',
    checks: ['request', 'content-md5', 'checksum'],
  },
} as const satisfies Partial<Record<OperationName, OperationEntry>>;
