/** A value of a document in a sentence: a text as it is, a list with commas, anything else as JSON. */
export function plainWords(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plainWords).join(', ');
  return JSON.stringify(value) ?? '';
}
