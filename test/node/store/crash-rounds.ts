import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { presign } from '#sigv4/presign.ts';
import { rootKey, ServeProcess } from './serve-process.ts';

const region = 'us-east-1';
const bucket = 'crash-bucket';
const bodySizes = [0, 700, 9_000, 40_000, 400_000];
const keysPerWorker = 25;
const firstPartBytes = 5 * 1024 * 1024;
/** Larger bodies lie in files. */
const inlineBytes = 16 * 1024;

/** What a client knows of a key: what was acknowledged last, and what it has sent since without an answer. */
interface KnownObject {
  acknowledged: string | undefined;
  readonly sent: Set<string>;
}

interface KnownUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly parts: Map<number, string>;
  readonly bodies: Map<number, Buffer>;
}

/** A client that remembers what it was told, through all crashes of the server. */
export class CrashRounds {
  readonly #program: string;
  readonly #folder: string;
  readonly #objects = new Map<string, KnownObject>();
  readonly #uploads: KnownUpload[] = [];
  #objectsPut = 0;
  #partsPut = 0;
  #port = 0;
  #isDown = false;

  constructor(program: string, folder: string) {
    this.#program = program;
    this.#folder = folder;
  }

  /** Writes until so many objects and parts were acknowledged, kills the server in the middle of it, starts it again and looks at everything: one line for each thing that is not as it was acknowledged. */
  async round(objects: number, parts: number): Promise<readonly string[]> {
    const server = await this.#start();
    [this.#objectsPut, this.#partsPut] = [0, 0];
    await this.#call('PUT', '');
    const writers = [0, 1, 2, 3, 4, 5].map((worker) => this.#writeObjects(worker));
    const uploaders = [0, 1].map((worker) => this.#writeParts(worker));
    while (this.#objectsPut < objects || this.#partsPut < parts) await new Promise((resolve) => setTimeout(resolve, 5));
    this.#isDown = true;
    await server.end('SIGKILL');
    await Promise.all([...writers, ...uploaders]);
    const again = await this.#start();
    const wrong = [...(await this.#wrongObjects()), ...(await this.#wrongUploads()), ...(await this.#wrongFiles())];
    await again.end('SIGTERM');
    return wrong;
  }

  async #start(): Promise<ServeProcess> {
    const server = await ServeProcess.start(this.#program, ['--data', this.#folder]);
    this.#port = server.port;
    this.#isDown = false;
    return server;
  }

  async #writeObjects(worker: number): Promise<void> {
    for (let count = 0; !this.#isDown; count += 1) {
      const key = `worker-${worker}/${count % keysPerWorker}`;
      const body = randomBytes(bodySizes[(count + worker) % bodySizes.length]!);
      const known = this.#objects.get(key) ?? { acknowledged: undefined, sent: new Set() };
      this.#objects.set(key, known);
      known.sent.add(md5(body));
      const answer = await this.#call('PUT', `/${key}`, body);
      if (answer?.status !== 200) continue;
      known.acknowledged = answer.etag;
      known.sent.clear();
      this.#objectsPut += 1;
    }
  }

  async #writeParts(worker: number): Promise<void> {
    for (let count = 0; !this.#isDown; count += 1) {
      const key = `upload-${worker}`;
      const created = await this.#call('POST', `/${key}?uploads=`);
      const uploadId = /<UploadId>(.+?)<\/UploadId>/.exec(created?.body.toString() ?? '')?.[1];
      if (uploadId === undefined) continue;
      const upload: KnownUpload = { key, uploadId, parts: new Map(), bodies: new Map() };
      this.#uploads.push(upload);
      for (const [partNumber, size] of [
        [1, firstPartBytes],
        [2, 30_000],
        [2, 50_000],
      ] as const) {
        const body = randomBytes(size);
        upload.bodies.set(partNumber, body);
        const answer = await this.#call('PUT', `/${key}?partNumber=${partNumber}&uploadId=${uploadId}`, body);
        if (answer?.status !== 200) continue;
        upload.parts.set(partNumber, answer.etag);
        this.#partsPut += 1;
      }
    }
  }

  async #wrongObjects(): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const [key, known] of this.#objects) {
      const answer = await this.#call('GET', `/${key}`);
      const found = answer?.status === 200 ? answer.etag : undefined;
      if (found !== known.acknowledged && !(found !== undefined && known.sent.has(found)))
        wrong.push(`${key}: ${known.acknowledged ?? 'nothing'} was acknowledged, ${found ?? 'nothing'} is there`);
      if (found !== undefined && md5(answer!.body) !== found) wrong.push(`${key}: the bytes are not those of the ETag`);
      known.acknowledged = found;
      known.sent.clear();
    }
    return wrong;
  }

  /** Every upload must still take parts and be completable with what was acknowledged. */
  async #wrongUploads(): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const upload of this.#uploads.splice(0)) wrong.push(...(await this.#wrongUpload(upload)));
    return wrong;
  }

  async #wrongUpload({ key, uploadId, parts, bodies }: KnownUpload): Promise<readonly string[]> {
    const listed = (await this.#call('GET', `/${key}?uploadId=${uploadId}`))?.body.toString() ?? '';
    const found = new Map(
      [...listed.matchAll(/<PartNumber>(\d+)<\/PartNumber>.*?<ETag>(?:&quot;|")(\w+)/gs)].map(([, number, etag]) => [Number(number), etag!]), // prettier-ignore
    );
    const lost = [...parts].filter(([number, etag]) => found.get(number) !== etag && found.get(number) !== md5(bodies.get(number)!)); // prettier-ignore
    if (lost.length > 0) return [`upload ${uploadId}: parts ${lost.map(([number]) => number).join()} were lost`];
    if (found.size === 0) {
      await this.#call('DELETE', `/${key}?uploadId=${uploadId}`);
      return [];
    }
    const list = [...found].map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`); // prettier-ignore
    const document = Buffer.from(`<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`);
    const completed = await this.#call('POST', `/${key}?uploadId=${uploadId}`, document);
    if (completed?.status !== 200) return [`upload ${uploadId}: cannot be completed: ${completed?.body.toString()}`];
    const got = (await this.#call('GET', `/${key}`))?.body ?? Buffer.alloc(0);
    const first = found.has(1) && md5(got.subarray(0, firstPartBytes)) !== found.get(1);
    const second = found.has(2) && md5(got.subarray(found.has(1) ? firstPartBytes : 0)) !== found.get(2);
    return first || second ? [`upload ${uploadId}: the object is not its parts`] : [];
  }

  /** In the files lie the bytes of what is there, and no others. */
  async #wrongFiles(): Promise<readonly string[]> {
    const listed = (await this.#call('GET', '?list-type=2'))?.body.toString() ?? '';
    const sizes = [...listed.matchAll(/<Size>(\d+)<\/Size>/g)].map(([, size]) => Number(size));
    const wanted = sizes.filter((size) => size > inlineBytes).reduce((sum, size) => sum + size, 0);
    const files = readdirSync(join(this.#folder, 'bytes'), { recursive: true, withFileTypes: true });
    const there = files.reduce((sum, file) => sum + (file.isFile() ? statSync(join(file.parentPath, file.name)).size : 0), 0); // prettier-ignore
    return wanted === there ? [] : [`files hold ${there} bytes, objects ${wanted}`];
  }

  /** `undefined` where the server was killed before it had answered. */
  async #call(method: string, target: string, body?: Buffer): Promise<Answer | undefined> {
    const url = presign({
      method,
      url: `http://127.0.0.1:${this.#port}/${bucket}${target}`,
      credentials: rootKey,
      region,
      instant: new Date(),
      expiresSeconds: 60,
    });
    try {
      const response = await fetch(url, { method, ...(body && { body: new Uint8Array(body) }) });
      const etag = (response.headers.get('etag') ?? '').replaceAll('"', '');
      return { status: response.status, etag, body: Buffer.from(await response.arrayBuffer()) };
    } catch (error) {
      if (this.#isDown) return undefined;
      throw error;
    }
  }
}

interface Answer {
  readonly status: number;
  readonly etag: string;
  readonly body: Buffer;
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
