import { partKey, type PartRecord, type UploadRecord } from '../../records.ts';
import { findUpload } from '../../uploads.ts';
import { committed } from '../committed.ts';
import type { OperationContext } from '../context.ts';
import { noSuchUpload } from './upload.ts';

/**
 * Puts a part whose bytes were just written in place of one of its number, as long as the upload is under way; else its
 * bytes are removed.
 */
export async function putPart(context: OperationContext, upload: UploadRecord, part: PartRecord): Promise<void> {
  try {
    await place(context, upload, part);
  } catch (error) {
    await context.store.bytes.remove([part.bytes.id]);
    throw error;
  }
}

async function place(context: OperationContext, { uploadId }: UploadRecord, part: PartRecord): Promise<void> {
  const { store, bucketName } = context;
  const key = partKey(bucketName, uploadId, part.partNumber);
  await committed(store, async () => {
    const [upload, replaced] = await Promise.all([
      findUpload(store, bucketName, context.key, uploadId),
      store.get(key),
    ]);
    if (!upload) return noSuchUpload(context);
    const change = {
      expect: [
        { key: upload.key, version: upload.version },
        { key, version: replaced?.version ?? 0 },
      ],
      put: [{ key, value: part }],
      claims: [part.bytes.id],
      releases: replaced ? [(replaced.value as PartRecord).bytes.id] : [],
    };
    return { change, result: undefined };
  });
}
