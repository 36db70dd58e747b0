import { StepFault } from './step-fault.ts';

/** The buckets and identities of a world, by name; where there is one, its name may be left out. */
export class KnownThings {
  /** Regions by bucket. */
  readonly buckets: Map<string, string>;
  readonly users: Set<string>;
  readonly roles: Set<string>;
  /** Accounts of the buckets, and of the users and roles, that are not in the world's own. */
  readonly bucketAccounts: Map<string, string>;
  readonly identityAccounts: Map<string, string>;
  /** How many policies were added to an identity. */
  readonly addedPolicies: Map<string, number>;

  constructor(of?: KnownThings) {
    this.buckets = new Map(of?.buckets);
    this.users = new Set(of?.users);
    this.roles = new Set(of?.roles);
    this.bucketAccounts = new Map(of?.bucketAccounts);
    this.identityAccounts = new Map(of?.identityAccounts);
    this.addedPolicies = new Map(of?.addedPolicies);
  }

  /** @throws StepFault where the name is needed. */
  bucket(named: string | undefined): string {
    return named ?? only('bucket', [...this.buckets.keys()]);
  }

  /** @throws StepFault where the name is needed. */
  user(named: string | undefined): string {
    return named ?? only('user', [...this.users], 'as');
  }
}

function only(thing: string, names: readonly string[], field = thing): string {
  const [name, ...others] = names;
  if (name === undefined) throw new StepFault(`there is no ${thing} yet; add a \`${thing}\` step before`);
  if (others.length > 0) throw new StepFault(`say \`${field}\`: there are ${names.join(', ')}`);
  return name;
}
