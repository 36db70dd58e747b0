/** The actions of STS that the emulator carries out, by Amazon's names. */
export const stsActionNames = [
  'AssumeRole',
  'GetAccessKeyInfo',
  'GetCallerIdentity',
  'GetFederationToken',
  'GetSessionToken',
] as const;
export type StsActionName = (typeof stsActionNames)[number];

/** Actions that Amazon's STS has and the emulator has not. */
export const missingStsActions: readonly string[] = [
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'DecodeAuthorizationMessage',
  'GetDelegatedAccessToken',
  'GetWebIdentityToken',
];

/** The one version of its interface. */
export const stsVersion = '2011-06-15';

export function isStsActionName(name: string): name is StsActionName {
  return (stsActionNames as readonly string[]).includes(name);
}
