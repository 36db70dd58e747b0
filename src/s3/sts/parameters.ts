import { queryValue, type QueryParameter } from '#sigv4/query.ts';
import { StsError } from './errors.ts';

/** What an action's parameter has to satisfy, as Amazon's model says it. */
export interface Constraint {
  readonly name: string;
  readonly isRequired?: boolean;
  /** Of the text's length, or of the number. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly isNumber?: boolean;
  /** As the message shows it; the whole text has to match. */
  readonly pattern?: string;
}

/**
 * The parameters of an action that its constraints name, each a text that satisfies them or undefined.
 *
 * @throws StsError ValidationError that tells of all that do not.
 */
export function validParameters(
  parameters: readonly QueryParameter[],
  constraints: readonly Constraint[],
): Readonly<Record<string, string | undefined>> {
  const faults = constraints.flatMap((constraint) => faultOf(queryValue(parameters, constraint.name), constraint));
  if (faults.length > 0) throw validationError(faults);
  return Object.fromEntries(constraints.map(({ name }) => [name, queryValue(parameters, name)]));
}

/** The number of seconds asked for must lie within these. @throws StsError */
export function checkSeconds(seconds: number, minimum: number, maximum: number): void {
  const fault = outOfRange(seconds, String(seconds), { name: 'DurationSeconds', minimum, maximum });
  if (fault !== undefined) throw validationError([fault]);
}

/** Refuses a parameter that would change what the emulator grants and that it does not have. @throws StsError by name. */
export function refuseParameters(parameters: readonly QueryParameter[], names: readonly string[]): void {
  const name = names.find((wanted) => parameters.some(([given]) => given === wanted || given.startsWith(`${wanted}.`)));
  if (name !== undefined)
    throw new StsError('NotImplemented', `The emulator does not implement the parameter ${name}.`);
}

function validationError(faults: readonly string[]): StsError {
  const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected`;
  return new StsError('ValidationError', `${count}: ${faults.join('; ')}`);
}

function faultOf(value: string | undefined, constraint: Constraint): readonly string[] {
  const { isRequired, isNumber, pattern } = constraint;
  if (value === undefined) return isRequired ? [said('null', constraint.name, 'Member must not be null')] : [];
  const quoted = `'${value}'`;
  if (isNumber) {
    const fault = outOfRange(/^-?\d+$/.test(value) ? Number(value) : Number.NaN, value, constraint);
    return fault === undefined ? [] : [fault];
  }
  const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = constraint;
  const side = value.length < minimum ? ['greater', minimum] : ['less', maximum];
  if (value.length < minimum || value.length > maximum) {
    return [said(quoted, constraint.name, `Member must have length ${side[0]} than or equal to ${side[1]}`)];
  }
  if (pattern === undefined || new RegExp(`^${pattern}$`).test(value)) return [];
  return [said(quoted, constraint.name, `Member must satisfy regular expression pattern: ${pattern}`)];
}

function outOfRange(value: number, written: string, constraint: Constraint): string | undefined {
  const { name, minimum = 0, maximum = Number.POSITIVE_INFINITY } = constraint;
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
  const side = value > maximum ? `less than or equal to ${maximum}` : `greater than or equal to ${minimum}`;
  return said(`'${written}'`, name, `Member must have value ${side}`);
}

function said(value: string, name: string, constraint: string): string {
  const member = name.slice(0, 1).toLowerCase() + name.slice(1);
  return `Value ${value} at '${member}' failed to satisfy constraint: ${constraint}`;
}
