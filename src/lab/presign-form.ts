import type { Connection } from '#client/connection.ts';
import type { SignRequest } from '#client/own-server.ts';

import { operationTraits, type BenchOperation } from './bench-operation.ts';

/** What the learner wrote. */
export interface PresignForm {
  readonly operation: BenchOperation;
  readonly bucket: string;
  readonly key: string;
  readonly expiry: string;
  /** Response overrides. */
  readonly responseType: string;
  readonly responseDisposition: string;
  readonly versionId: string;
  /** Of the credential's scope; empty: the connection's. */
  readonly region: string;
  /** Of an upload: the Content-Type, and whether the signature covers it. */
  readonly contentType: string;
  readonly signsContentType: boolean;
  /** Leaves on the checksum parameters that the SDK adds by itself. */
  readonly checksums: boolean;
  readonly partNumber: string;
  readonly uploadId: string;
  readonly prefix: string;
  /** Sent, never signed. */
  readonly body: string;
}

export const emptyForm: PresignForm = {
  operation: 'get',
  bucket: '',
  key: '',
  expiry: '15 min',
  responseType: '',
  responseDisposition: '',
  versionId: '',
  region: '',
  contentType: '',
  signsContentType: true,
  checksums: false,
  partNumber: '1',
  uploadId: '',
  prefix: '',
  body: 'Sent with a pre-signed URL.\n',
};

/** What a fresh emulated account holds. */
export const firstObject = { bucket: 'valet-key-demo', key: 'hello.txt' } as const;

/** The form for a connection: its own bucket, or the first object of an emulator. A key that was written stays. */
export function placedForm(form: PresignForm, { bucket }: Pick<Connection, 'bucket'>): PresignForm {
  const key = form.key === firstObject.key ? '' : form.key;
  const place = bucket === undefined ? { ...firstObject, key: key || firstObject.key } : { bucket, key };
  return { ...form, uploadId: '', region: '', ...place };
}

/** A fault of the form, by the field to go back to. */
export interface FormFault {
  readonly field: keyof PresignForm;
  readonly message: string;
}

/** What keeps the form from being signed; S3's own rules are S3's to tell. */
export function formFault(form: PresignForm): FormFault | undefined {
  const { hasKey } = operationTraits[form.operation];
  if (form.bucket === '') return { field: 'bucket', message: 'Name a bucket.' };
  if (hasKey && form.key === '') return { field: 'key', message: 'Name a key: the object that the URL is for.' };
  if (form.operation === 'part') {
    if (form.uploadId === '')
      return { field: 'uploadId', message: 'A part belongs to an upload. Begin one, or paste its id.' };
    if (!/^-?\d{1,9}$/.test(form.partNumber))
      return { field: 'partNumber', message: 'The number of the part, from 1 to 10 000.' };
  }
  return undefined;
}

/** What the form asks the SDK for, by Amazon's names. */
export function signRequest(form: PresignForm, expiresSeconds: number): SignRequest {
  const { operation, hasKey } = operationTraits[form.operation];
  const signsType = form.operation === 'put' && form.contentType !== '' && form.signsContentType;
  return {
    operation,
    ...(hasKey && { key: form.key }),
    input: inputOf(form),
    expiresSeconds,
    sign: signsType ? ['content-type'] : [],
    checksums: form.checksums,
  };
}

function inputOf(form: PresignForm): Readonly<Record<string, string | number>> {
  const { hasOverrides } = operationTraits[form.operation];
  const given: Record<string, string | number> = {};
  const give = (isAsked: boolean, name: string, value: string): void => {
    if (isAsked && value !== '') given[name] = value;
  };
  give(hasOverrides, 'ResponseContentType', form.responseType);
  give(hasOverrides, 'ResponseContentDisposition', form.responseDisposition);
  give(hasOverrides || form.operation === 'delete', 'VersionId', form.versionId);
  // A part has no type of its own; the object got its type when the upload was begun.
  give(form.operation === 'put', 'ContentType', form.contentType);
  give(form.operation === 'list', 'Prefix', form.prefix);
  if (form.operation === 'part') return { ...given, UploadId: form.uploadId, PartNumber: Number(form.partNumber) };
  return given;
}
