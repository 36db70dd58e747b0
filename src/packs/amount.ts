const unitSizes: Readonly<Record<string, number>> = {
  '': 1,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  byte: 1,
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};
const amountText = /^(\d[\d ,.\u00a0\u202f]*)([A-Za-z]*?)s?\.?$/;

/** The size of an amount such as `7 days`, `10 000` or `5 MiB`, to compare it with others; `undefined` for other texts. */
export function amountOf(text: string): number | undefined {
  const [, digits = '', unit = ''] = amountText.exec(text.trim().replace(/`/g, '')) ?? [];
  const size = unitSizes[unit] ?? unitSizes[unit.toLowerCase()];
  const count = Number(digits.replace(/[ ,\u00a0\u202f]/g, '').replace(/\.$/, ''));
  return digits === '' || size === undefined || Number.isNaN(count) ? undefined : count * size;
}

/** The amounts of all texts, or `undefined` where one of them is something else. */
export function amountsOf(texts: readonly string[]): readonly number[] | undefined {
  const amounts = texts.map(amountOf);
  return amounts.every((amount) => amount !== undefined) ? amounts : undefined;
}

export function isRising(amounts: readonly number[]): boolean {
  return amounts.every((amount, index) => index === 0 || amount > (amounts[index - 1] ?? amount));
}
