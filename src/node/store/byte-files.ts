import { mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource } from '#base/byte-source.ts';
import { BytesGoneError } from '#s3/store/store.ts';
import { writeFailure } from './failure.ts';

const writtenAtOnceBytes = 512 * 1024;
const readAtOnceBytes = 256 * 1024;
const shards = 256;

/**
 * Bodies in files, named by numbers of ours and never by a key. An id is given to nobody before its file is whole.
 */
export class ByteFiles {
  readonly #folder: string;
  readonly #shardsMade = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes a body and gives its size; a failure leaves nothing behind.
   *
   * @throws StoreFullError when the disk has no room.
   */
  async write(id: string, source: ByteSource): Promise<number> {
    const handle = await this.#create(id);
    try {
      const size = await copied(source, handle);
      await handle.close();
      return size;
    } catch (error) {
      await handle.close().catch(() => undefined);
      await this.remove(id);
      throw error;
    }
  }

  async *read(id: string, from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (from >= to) return;
    const handle = await open(this.#path(id), 'r').catch((cause: unknown) => {
      throw isMissing(cause) ? new BytesGoneError(`no bytes ${id}`, { cause }) : cause;
    });
    try {
      for (let at = from; at < to;) {
        const buffer = Buffer.allocUnsafe(Math.min(to - at, readAtOnceBytes));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
        // A power cut may have cost the file its end; an answer must break off then and not look whole.
        if (bytesRead === 0) throw new BytesGoneError(`the bytes ${id} end early`);
        at += bytesRead;
        yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead);
      }
    } finally {
      await handle.close();
    }
  }

  /** What is not there is no error. */
  async remove(id: string): Promise<void> {
    await unlink(this.#path(id)).catch((error: unknown) => {
      if (!isMissing(error)) throw error;
    });
  }

  async #create(id: string): Promise<FileHandle> {
    const shard = this.#shard(id);
    try {
      if (!this.#shardsMade.has(shard)) await mkdir(shard, { recursive: true });
      this.#shardsMade.add(shard);
      return await open(this.#path(id), 'wx');
    } catch (error) {
      throw writeFailure(error);
    }
  }

  #path(id: string): string {
    return join(this.#shard(id), id);
  }

  /** The last number of the id decides, so that files spread evenly and no folder grows without end. */
  #shard(id: string): string {
    const number = Number.parseInt(id.slice(id.lastIndexOf('-') + 1), 10);
    return join(this.#folder, (number % shards).toString(16).padStart(2, '0'));
  }
}

/** Copies a source to a file through two buffers: while one is written, the other is filled. */
async function copied(source: ByteSource, handle: FileHandle): Promise<number> {
  let [filling, writing] = [Buffer.allocUnsafe(writtenAtOnceBytes), Buffer.allocUnsafe(writtenAtOnceBytes)];
  let underWay: Promise<void> = Promise.resolve();
  let [filled, written] = [0, 0];
  const flush = async (): Promise<void> => {
    await underWay;
    [filling, writing] = [writing, filling];
    underWay = stored(writeAll(handle, writing.subarray(0, filled), written));
    // It is awaited later; until then its failure must not count as unhandled.
    underWay.catch(() => undefined);
    written += filled;
    filled = 0;
  };
  try {
    for await (const chunk of source) {
      for (let at = 0; at < chunk.length;) {
        const taken = Math.min(chunk.length - at, filling.length - filled);
        filling.set(chunk.subarray(at, at + taken), filled);
        at += taken;
        filled += taken;
        if (filled === filling.length) await flush();
      }
    }
    await flush();
  } finally {
    await underWay.catch(() => undefined);
  }
  await underWay;
  return written;
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, position + at);
    at += bytesWritten;
  }
}

async function stored<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (error) {
    throw writeFailure(error);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
