import { element, type XmlElement, type XmlNode } from '#base/xml.ts';
import { S3Error } from '../errors.ts';
import { elements } from '../operations/answers.ts';
import type { OperationContext } from '../operations/context.ts';
import { refuseEmail } from './acl-headers.ts';
import { isCanonicalUserId, isGroup, permissions, type Grant, type Grantee } from './grant.ts';

/** Reads an `AccessControlPolicy`; it has to name an owner, and a list that may be empty. */
export function grantsOfDocument(context: OperationContext, document: XmlElement): readonly Grant[] {
  const owner = document.child('Owner');
  const list = document.child('AccessControlList');
  if (!owner || !list) return malformed(context, 'Owner or AccessControlList is missing.');
  requireId(context, owner.textOf('ID') ?? '');
  return list.all('Grant').map((grant) => {
    const permission = permissions.find((name) => name === grant.textOf('Permission'));
    const grantee = grant.child('Grantee');
    if (!permission || !grantee) return malformed(context, 'A grant has no grantee or no known permission.');
    return { grantee: granteeOf(context, grantee), permission };
  });
}

/** A grantee is told by what it holds, as its `xsi:type` would say. */
function granteeOf(context: OperationContext, grantee: XmlElement): Grantee {
  const [id, uri] = [grantee.textOf('ID'), grantee.textOf('URI')];
  if (id !== undefined) {
    requireId(context, id);
    return { kind: 'user', id };
  }
  if (uri !== undefined) {
    if (isGroup(uri)) return { kind: 'group', uri };
    return refuse(context, 'Invalid group uri', { ArgumentName: 'Group/URI', ArgumentValue: uri });
  }
  if (grantee.child('EmailAddress')) return refuseEmail(context);
  return malformed(context, 'A grantee is neither a user nor a group.');
}

/** What GetBucketAcl and GetObjectAcl answer. */
export function aclContent(owner: string, grants: readonly Grant[]): readonly XmlNode[] {
  return [element('Owner', elements({ ID: owner })), element('AccessControlList', grants.map(grantElement))];
}

function grantElement({ grantee, permission }: Grant): XmlNode {
  const isUser = grantee.kind === 'user';
  const attributes = {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:type': isUser ? 'CanonicalUser' : 'Group',
  };
  const named = elements(isUser ? { ID: grantee.id } : { URI: grantee.uri });
  return element('Grant', [element('Grantee', named, attributes), element('Permission', permission)]);
}

function requireId(context: OperationContext, id: string): void {
  if (isCanonicalUserId(id)) return;
  refuse(context, 'Invalid id', { ArgumentName: 'CanonicalUser/ID', ArgumentValue: id });
}

function malformed({ checks }: OperationContext, text: string): never {
  return checks.fail('request', new S3Error('MalformedACLError'), { kind: 'note', text });
}

function refuse({ checks }: OperationContext, message: string, extras: Readonly<Record<string, string>>): never {
  return checks.fail('request', new S3Error('InvalidArgument', extras, message));
}
