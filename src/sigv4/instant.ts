const basicFormat = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The instant of `20261121T120000Z`, or `undefined` if it has another form or is no date of the calendar. */
export function parseAmzDate(text: string): Date | undefined {
  const match = basicFormat.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = new Date(0);
  // `Date.UTC` would take the years 0 to 99 for 1900 to 1999.
  instant.setUTCFullYear(year, month - 1, day);
  instant.setUTCHours(hour, minute, second);
  // The calendar rolls 30 February over into March; such a date is no date.
  return amzDate(instant) === text ? instant : undefined;
}

/**
 * An instant as `20261121T120000Z`: UTC, whole seconds.
 *
 * @throws RangeError if the date is invalid or its year has more than four digits.
 */
export function amzDate(instant: Date): string {
  const text = instant.toISOString();
  if (text.length !== 24) throw new RangeError(`a date of the years 0 to 9999 was expected, got ${text}`);
  return `${text.slice(0, 4)}${text.slice(5, 7)}${text.slice(8, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`;
}
