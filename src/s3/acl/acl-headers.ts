import { headerValue, type Header } from '#sigv4/headers.ts';
import { S3Error } from '../errors.ts';
import type { OperationContext } from '../operations/context.ts';
import { cannedGrants, type Owners } from './canned.ts';
import { groupGrant, isCanonicalUserId, isGroup, userGrant, type Grant, type Permission } from './grant.ts';

const cannedHeader = 'x-amz-acl';
const grantHeaders: Readonly<Record<string, Permission>> = {
  'x-amz-grant-full-control': 'FULL_CONTROL',
  'x-amz-grant-read': 'READ',
  'x-amz-grant-read-acp': 'READ_ACP',
  'x-amz-grant-write': 'WRITE',
  'x-amz-grant-write-acp': 'WRITE_ACP',
};

/** Whether a request brings an ACL in its headers. */
export function hasAclHeaders(headers: readonly Header[]): boolean {
  return headers.some(([name]) => {
    const header = name.toLowerCase();
    return header === cannedHeader || Object.hasOwn(grantHeaders, header);
  });
}

/** The ACL that the headers of a request ask for: a canned one, or grants by name. */
export function grantsOfHeaders(context: OperationContext, owners: Owners): readonly Grant[] {
  const { headers, checks } = context;
  const canned = headerValue(headers, cannedHeader);
  const named = Object.entries(grantHeaders).flatMap(([header, permission]) =>
    namedGrants(context, header, permission),
  );
  if (canned === undefined) return named;
  if (named.length > 0) {
    const message = 'Specifying both Canned ACLs and Header Grants is not allowed';
    checks.fail('request', new S3Error('InvalidRequest', {}, message));
  }
  return cannedGrants(canned, owners) ?? refuse(context, '', { ArgumentName: cannedHeader, ArgumentValue: canned });
}

/** `id="…", uri="…"`; the quotes may be left out. */
function namedGrants(context: OperationContext, header: string, permission: Permission): readonly Grant[] {
  const value = headerValue(context.headers, header);
  if (value === undefined) return [];
  return value.split(',').map((item) => {
    const { kind, name } = namedGrantee(item);
    switch (kind) {
      case 'id':
        if (isCanonicalUserId(name)) return userGrant(name, permission);
        return refuse(context, 'Invalid id', { ArgumentName: 'id', ArgumentValue: name });
      case 'uri':
        if (isGroup(name)) return groupGrant(name, permission);
        return refuse(context, 'Invalid group uri', { ArgumentName: 'uri', ArgumentValue: name });
      case 'emailAddress':
        return refuseEmail(context);
      default:
        return refuse(context, 'Argument format not recognized', { ArgumentName: header, ArgumentValue: value });
    }
  });
}

/** Cut up piece by piece: one pattern for all of it would take hours over a few thousand blanks. */
function namedGrantee(item: string): { readonly kind: string; readonly name: string } {
  const equals = item.indexOf('=');
  if (equals < 0) return { kind: '', name: '' };
  const quoted = item.slice(equals + 1).trim();
  const name = quoted.slice(quoted.startsWith('"') ? 1 : 0, quoted.length > 1 && quoted.endsWith('"') ? -1 : undefined);
  return { kind: item.slice(0, equals).trim(), name: name.trim() };
}

/** Since October 2025 S3 takes no new grants to an e-mail address. */
export function refuseEmail({ checks, request }: OperationContext): never {
  const error = new S3Error('MethodNotAllowed', { Method: request.method, ResourceType: 'ACL' });
  return checks.fail('request', error, { kind: 'note', text: 'a grantee by e-mail address' }, { known: 'documented' });
}

function refuse({ checks }: OperationContext, message: string, extras: Readonly<Record<string, string>>): never {
  return checks.fail('request', new S3Error('InvalidArgument', extras, message), undefined, { known: 'recorded' });
}
