/** Whether an address lies in a range as `203.0.113.0/24`, `2001:db8::/32`, or is the one address named. */
export function isInRange(address: string, range: string): boolean {
  const [base = '', bits] = range.split('/');
  const network = addressBytes(base);
  const candidate = addressBytes(address);
  if (!network || !candidate || network.length !== candidate.length) return false;
  const prefix = bits === undefined ? network.length * 8 : Number(bits);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > network.length * 8) return false;
  return network.every((byte, at) => {
    const significant = Math.min(Math.max(prefix - at * 8, 0), 8);
    const mask = (0xff << (8 - significant)) & 0xff;
    return (byte & mask) === ((candidate[at] ?? 0) & mask);
  });
}

/** Whether a text is an address or a range. */
export function isAddressRange(range: string): boolean {
  return isInRange(range.split('/')[0] ?? '', range);
}

/** 4 or 16 bytes; an IPv4 address inside IPv6 counts as IPv4. */
export function addressBytes(text: string): readonly number[] | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text);
  const plain = mapped?.[1] ?? text;
  return plain.includes(':') ? bytesOfVersion6(plain) : bytesOfVersion4(plain);
}

function bytesOfVersion4(text: string): readonly number[] | undefined {
  const bytes = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : Number.NaN));
  return bytes.length === 4 && bytes.every((byte) => byte <= 255) ? bytes : undefined;
}

function bytesOfVersion6(text: string): readonly number[] | undefined {
  const [head, tail, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const first = groups(head ?? '');
  const last = tail === undefined ? [] : groups(tail);
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...first, ...new Array<number>(missing).fill(0), ...last];
  return all.some(Number.isNaN) ? undefined : all.flatMap((group) => [group >> 8, group & 0xff]);
}

function groups(text: string): number[] {
  if (text === '') return [];
  return text.split(':').map((group) => (/^[0-9a-f]{1,4}$/i.test(group) ? Number.parseInt(group, 16) : Number.NaN));
}
