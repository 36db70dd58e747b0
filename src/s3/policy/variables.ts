import type { ConditionKeys } from './condition-keys.ts';
import { pattern, type Pattern } from './wildcard.ts';

/** Where values of variables come from; `undefined` for the older version of the language, which has none. */
export type Variables = ConditionKeys | undefined;

const variable = /\$\{([^}]*)\}/g;

/**
 * Puts the values of `${aws:username}` and the like into a policy's text. A value is taken literally, whatever it
 * contains; `${*}`, `${?}` and `${$}` are the characters themselves.
 *
 * @returns `undefined` when a variable has no value and no default: the text then matches nothing.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function resolved(text: string, keys: Variables): Pattern | undefined {
  if (!keys || !text.includes('${')) return pattern(text);
  const parts: Pattern[number][] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    const value = valueOf(match[1] ?? '', keys);
    if (value === undefined) return undefined;
    parts.push(...pattern(text.slice(from, match.index)), value);
    from = match.index + match[0].length;
  }
  return [...parts, ...pattern(text.slice(from))];
}

/** The same for operators without wildcards. */
export function resolvedText(text: string, keys: Variables): string | undefined {
  if (!keys || !text.includes('${')) return text;
  let isComplete = true;
  const result = text.replace(variable, (_, name: string) => {
    const value = valueOf(name, keys);
    isComplete &&= value !== undefined;
    return value ?? '';
  });
  return isComplete ? result : undefined;
}

function valueOf(expression: string, keys: ConditionKeys): string | undefined {
  if (expression === '*' || expression === '?' || expression === '$') return expression;
  const [name = '', ...rest] = expression.split(',');
  const values = keys(name.trim());
  if (values?.length === 1) return values[0];
  return /^\s*'(.*)'\s*$/.exec(rest.join(','))?.[1];
}
