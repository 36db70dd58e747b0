import { parseDuration, parseSize } from '#base/quantity.ts';

/** Milliseconds of `15m`; a leading minus is a duration back. */
export function durationMilliseconds(text: string): number | undefined {
  const isNegative = text.startsWith('-');
  const milliseconds = parseDuration(isNegative ? text.slice(1) : text);
  return milliseconds === undefined || !isNegative ? milliseconds : -milliseconds;
}

/** An instant as the language writes it: `2026-03-01T09:00:00Z`. */
export function instantOf(text: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text)) return undefined;
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** `value` moved by `by`: durations, sizes and instants by a duration or size written with its unit. */
export function shifted(value: unknown, sign: 1 | -1, by: string): string | undefined {
  const size = parseSize(by);
  if (size !== undefined) return shiftedSize(value, sign * size);
  const milliseconds = parseDuration(by);
  return milliseconds === undefined ? undefined : shiftedTime(value, sign * milliseconds);
}

function shiftedSize(value: unknown, bytes: number): string | undefined {
  const size = typeof value === 'string' ? parseSize(value) : undefined;
  return size === undefined || size + bytes < 0 ? undefined : `${size + bytes} B`;
}

function shiftedTime(value: unknown, milliseconds: number): string | undefined {
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text !== 'string') return undefined;
  const instant = instantOf(text);
  if (instant) return new Date(instant.getTime() + milliseconds).toISOString();
  const duration = durationMilliseconds(text);
  return duration === undefined ? undefined : `${(duration + milliseconds) / 1000}s`;
}
