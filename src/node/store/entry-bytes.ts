import { deserialize, serialize } from 'node:v8';

const versionBytes = 8;

/**
 * A value as it is kept, behind its version. Written by structured clone, which keeps dates and bytes and refuses what a
 * record may not hold; newer releases of Node read what older ones wrote.
 *
 * @throws DataCloneError for a value that is no plain data.
 */
export function valueBytes(value: unknown): Buffer {
  return Buffer.concat([Buffer.alloc(versionBytes), serialize(value)]);
}

/** Writes the version in front of a value that {@link valueBytes} made. */
export function setVersion(bytes: Buffer, version: number): void {
  bytes.writeDoubleBE(version);
}

export function versionOf(bytes: Buffer): number {
  return bytes.readDoubleBE();
}

export function valueOf(bytes: Buffer): unknown {
  return deserialize(bytes.subarray(versionBytes));
}
