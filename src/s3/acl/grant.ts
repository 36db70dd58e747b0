/** What a grant of an ACL allows. */
export const permissions = ['FULL_CONTROL', 'READ', 'WRITE', 'READ_ACP', 'WRITE_ACP'] as const;
export type Permission = (typeof permissions)[number];

/** An account by its canonical user id, or one of Amazon's groups by its URI. */
export type Grantee = { readonly kind: 'user'; readonly id: string } | { readonly kind: 'group'; readonly uri: string };

/** One line of an ACL, as it is stored. */
export interface Grant {
  readonly grantee: Grantee;
  readonly permission: Permission;
}

const groups = 'http://acs.amazonaws.com/groups';
export const allUsers = `${groups}/global/AllUsers`;
export const authenticatedUsers = `${groups}/global/AuthenticatedUsers`;
export const logDelivery = `${groups}/s3/LogDelivery`;

export function isGroup(uri: string): boolean {
  return [allUsers, authenticatedUsers, logDelivery].includes(uri);
}

/** Everyone, or everyone with an account of their own: that is what Block Public Access calls public. */
export function isPublicGrant({ grantee }: Grant): boolean {
  return grantee.kind === 'group' && (grantee.uri === allUsers || grantee.uri === authenticatedUsers);
}

export function userGrant(id: string, permission: Permission): Grant {
  return { grantee: { kind: 'user', id }, permission };
}

export function groupGrant(uri: string, permission: Permission): Grant {
  return { grantee: { kind: 'group', uri }, permission };
}

/** 64 hexadecimal digits. */
export function isCanonicalUserId(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}
