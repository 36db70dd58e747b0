/** A text to match: literal characters, `any` number of characters, or `one`. */
export type Pattern = readonly (string | typeof any | typeof one)[];

const any = Symbol('*');
const one = Symbol('?');

/** Reads `*` and `?` as wildcards; nothing else is special. */
export function pattern(text: string): Pattern {
  const parts: (string | typeof any | typeof one)[] = [];
  for (const piece of text.split(/([*?])/)) {
    if (piece === '*') parts.push(any);
    else if (piece === '?') parts.push(one);
    else if (piece !== '') parts.push(piece);
  }
  return parts;
}

/** Whether a whole text fits. Linear for each `*`, so that no pattern takes long. */
export function matches(parts: Pattern, text: string): boolean {
  // Nearly all patterns are a text with a star at its end, or only one of the two; policies are read at every request.
  const [first = '', second] = parts;
  if (parts.length <= 1) return first === any || (first === one ? text.length === 1 : first === text);
  if (parts.length === 2 && second === any && typeof first === 'string') return text.startsWith(first);
  const units = parts.flatMap((part): Pattern => (typeof part === 'string' ? part.split('') : [part]));
  let at = 0;
  let unit = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const expected = units[unit];
    if (expected === any) {
      star = unit;
      resume = at;
      unit += 1;
    } else if (expected === one || (expected !== undefined && expected === text[at])) {
      unit += 1;
      at += 1;
    } else if (star >= 0) {
      unit = star + 1;
      resume += 1;
      at = resume;
    } else {
      return false;
    }
  }
  return units.slice(unit).every((rest) => rest === any);
}

/** `*` and `?` in `text` are wildcards. */
export function matchesWildcard(text: string, value: string): boolean {
  if (text === '*') return true;
  return /[*?]/.test(text) ? matches(pattern(text), value) : text === value;
}
