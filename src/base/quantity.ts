const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const durationUnits: Readonly<Record<string, number>> = { d: day, h: hour, m: minute, s: second };
const durationText = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;

const sizeUnits: readonly (readonly [unit: string, bytes: number])[] = [
  ['TiB', 1024 ** 4],
  ['TB', 1000 ** 4],
  ['GiB', 1024 ** 3],
  ['GB', 1000 ** 3],
  ['MiB', 1024 ** 2],
  ['MB', 1000 ** 2],
  ['KiB', 1024],
  ['KB', 1000],
  ['B', 1],
];
const binaryUnits = sizeUnits.filter(([unit]) => unit.includes('i'));
const sizeText = /^(\d{1,16})(?:\.(\d{1,6}))? ?([KMGT]i?B|B)$/;
/** A multiple above this is rounded in a larger unit rather than written in full. */
const readableMultiple = 10_000;

/** The milliseconds of `90s`, `15m`, `24h`, `7d` or `1h30m`, or `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = durationText.exec(text);
  if (text === '' || !match) return undefined;
  const duration = Object.values(durationUnits).reduce((sum, unit, at) => sum + Number(match[at + 1] ?? 0) * unit, 0);
  return Number.isSafeInteger(duration) ? duration : undefined;
}

/** A duration for a reader: `15 min`, `1 h 30 min`, `36 h`, `7 days`. Days are counted from two on, as AWS does. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return `−${formatDuration(-milliseconds)}`;
  if (milliseconds > 0 && milliseconds < second) return `${milliseconds} ms`;
  const days = milliseconds >= 2 * day ? Math.floor(milliseconds / day) : 0;
  const rest = milliseconds - days * day;
  const amounts: readonly (readonly [amount: number, unit: string])[] = [
    [days, 'days'],
    [Math.floor(rest / hour), 'h'],
    [Math.floor((rest % hour) / minute), 'min'],
    [Math.floor((rest % minute) / second), 's'],
  ];
  const words = amounts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return words.length > 0 ? words.join(' ') : '0 s';
}

/** The bytes of `5 MiB`, `5GB` or `0 B`, or `undefined` if it is no size or no whole number of bytes. */
export function parseSize(text: string): number | undefined {
  const [, whole, fraction = '', unit] = sizeText.exec(text) ?? [];
  const unitBytes = sizeUnits.find(([name]) => name === unit)?.[1];
  if (whole === undefined || unitBytes === undefined) return undefined;
  // Whole numbers throughout: 0.1 has no exact binary form.
  const scaled = BigInt(whole + fraction) * BigInt(unitBytes);
  const scale = 10n ** BigInt(fraction.length);
  const bytes = Number(scaled / scale);
  return scaled % scale === 0n && Number.isSafeInteger(bytes) ? bytes : undefined;
}

/**
 * A size for a reader: exact where a unit divides it (`5 MiB`, `5 GB`), else rounded (`117.74 MiB`). What would round
 * to a whole number is written in bytes, since one byte more than 5 MiB is not 5 MiB.
 */
export function formatSize(bytes: number): string {
  const exact = exactSize(bytes, binaryUnits) ?? exactSize(bytes, sizeUnits);
  if (exact !== undefined) return exact;
  const [unit, unitBytes] = binaryUnits.find(([, size]) => bytes >= size) ?? ['B', 1];
  const hundredths = Math.round((bytes / unitBytes) * 100);
  return hundredths % 100 === 0 ? `${bytes} B` : `${hundredths / 100} ${unit}`;
}

function exactSize(bytes: number, units: typeof sizeUnits): string | undefined {
  const [unit, unitBytes] = units.find(([, size]) => bytes >= size && bytes % size === 0) ?? ['B', 1];
  const multiple = bytes / unitBytes;
  return multiple < readableMultiple && (unit !== 'B' || units === sizeUnits) ? `${multiple} ${unit}` : undefined;
}
