import { expect } from 'vitest';

import type { XmlElement } from '#base/xml.ts';

import { Bench, type Answered, type Sent } from './bench.ts';

/** One line of ListObjectVersions. */
export interface Line {
  readonly kind: 'Version' | 'DeleteMarker';
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly etag: string | undefined;
}

/** A bucket `films` whose versioning can be set, and short ways to what stands in it. */
export class VersionedBench {
  readonly bench: Bench;

  private constructor(bench: Bench) {
    this.bench = bench;
  }

  static async open(status?: 'Enabled' | 'Suspended', bench?: Bench): Promise<VersionedBench> {
    const versioned = new VersionedBench(bench ?? (await Bench.open()));
    await versioned.bench.send('PUT', '/films');
    if (status) await versioned.set(status);
    return versioned;
  }

  async set(status: 'Enabled' | 'Suspended'): Promise<void> {
    const body = `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`;
    expect((await this.bench.send('PUT', '/films', { query: { versioning: '' }, body })).status).toBe(200);
  }

  /** Puts an object; answers its version id. */
  async put(key: string, body: string): Promise<string | undefined> {
    const answer = await this.bench.send('PUT', `/films/${key}`, { body });
    expect(answer.status).toBe(200);
    return answer.headers.get('x-amz-version-id');
  }

  get(key: string, versionId?: string, sent: Sent = {}): Promise<Answered> {
    return this.bench.send('GET', `/films/${key}`, { ...sent, ...queryOf(versionId) });
  }

  delete(key: string, versionId?: string, sent: Sent = {}): Promise<Answered> {
    return this.bench.send('DELETE', `/films/${key}`, { ...sent, ...queryOf(versionId) });
  }

  async list(query: Readonly<Record<string, string>> = {}): Promise<readonly Line[]> {
    return linesOf(await this.page(query));
  }

  async page(query: Readonly<Record<string, string>> = {}): Promise<XmlElement> {
    const answer = await this.bench.send('GET', '/films', { query: { versions: '', ...query } });
    expect(answer.status).toBe(200);
    return answer.xml as XmlElement;
  }
}

export function linesOf(page: XmlElement): readonly Line[] {
  return page.children
    .filter(({ name }) => name === 'Version' || name === 'DeleteMarker')
    .map((element) => ({
      kind: element.name as Line['kind'],
      key: element.textOf('Key') ?? '',
      versionId: element.textOf('VersionId') ?? '',
      isLatest: element.textOf('IsLatest') === 'true',
      etag: element.textOf('ETag'),
    }));
}

function queryOf(versionId: string | undefined): Sent {
  return versionId === undefined ? {} : { query: { versionId } };
}
