/** LMDB takes no longer keys, and these only with pages of 8 KiB. */
const longestBytes = 4026;
/** No kept key is as long as a bound may be, so that a bound that was cut still parts the same keys. */
export const longestKeyBytes = longestBytes - 1;

const widest = 0xfd;
const wide = 0xfe;
const anyWide = /[\xfe-\uffff]/;

/**
 * A store key as bytes that are ordered as its UTF-16 code units are. Units below 0xFE, which are all that `orderedKey`
 * makes, take one byte; the others three.
 */
export function keyBytes(key: string): Buffer {
  if (!anyWide.test(key)) return Buffer.from(key, 'latin1');
  const bytes: number[] = [];
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    if (unit <= widest) bytes.push(unit);
    else bytes.push(wide, unit >> 8, unit & 0xff);
  }
  return Buffer.from(bytes);
}

/** The key of which {@link keyBytes} made these bytes. */
export function keyText(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  if (!text.includes('\xfe')) return text;
  return text.replace(/\xfe([^])([^])/g, (_all, high: string, low: string) =>
    String.fromCharCode((high.charCodeAt(0) << 8) | low.charCodeAt(0)),
  );
}

/** A key to look for, or where a range begins or ends; cut to what LMDB takes. */
export function boundBytes(key: string): Buffer {
  return keyBytes(key).subarray(0, longestBytes);
}
