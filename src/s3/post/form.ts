import { collect, type ByteSource } from '#base/byte-source.ts';
import type { Header } from '#sigv4/headers.ts';
import { missingField } from '../authenticate/form-parameters.ts';
import type { CheckRecorder } from '../decision/check-recorder.ts';
import { S3Error } from '../errors.ts';
import { postHeadMaximumBytes } from '../limits.ts';
import { enclosureOf } from './boundary.ts';
import { Fields } from './fields.ts';
import { MultipartFault, MultipartReader, type Part } from './multipart-reader.ts';

/** A form as far as its file: every field that counts, and the file still to be read. */
export interface Form {
  readonly fields: Fields;
  readonly key: string;
  /**
   * The file's bytes, to be read once. At their end the rest of the form is read too, whose fields count for nothing; it
   * throws S3Error where the form turns out to be none.
   */
  readonly file: ByteSource;
}

const enclosureType = 'Bucket POST must be of the enclosure-type multipart/form-data';
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a form up to its file, and records whether it has the shape that S3 asks for.
 *
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html
 */
export async function readForm(headers: readonly Header[], body: ByteSource, checks: CheckRecorder): Promise<Form> {
  const enclosure = enclosureOf(headers);
  if (enclosure.kind === 'other') {
    return checks.fail('form', new S3Error('PreconditionFailed', { Condition: enclosureType }));
  }
  if (enclosure.kind === 'no boundary') return malformed(checks, 'no boundary');
  const reader = new MultipartReader(body, enclosure.boundary);
  const { fields, file } = await faultsAnswered(checks, () => upToFile(reader, checks));
  const key = fields.value('key');
  if (key === undefined) {
    const { error, evidence } = missingField('key');
    return checks.fail('form', error, evidence, { known: 'other server' });
  }
  if (key === '') return emptyKey(checks);
  checks.pass('form', { kind: 'note', text: `${fields.names.length} fields before the file` });
  return { fields, key, file: fileAndRest(reader, file, checks) };
}

async function upToFile(reader: MultipartReader, checks: CheckRecorder): Promise<{ fields: Fields; file: Part }> {
  const entries: [name: string, value: string][] = [];
  for (let part = await reader.next(); part; part = await reader.next()) {
    if (reader.taken > postHeadMaximumBytes) return tooLong(checks);
    if (isFile(part)) return { fields: new Fields(entries, part.fileName ?? ''), file: part };
    entries.push([part.name, await fieldValue(part, postHeadMaximumBytes - reader.taken, checks)]);
  }
  const error = new S3Error(
    'InvalidArgument',
    { ArgumentName: 'file', ArgumentValue: 0 },
    'POST requires exactly one file upload per request.',
  );
  return checks.fail('form', error, { kind: 'note', text: 'no file' });
}

async function fieldValue({ content, name }: Part, atMostBytes: number, checks: CheckRecorder): Promise<string> {
  const bytes = await collect(content, atMostBytes).catch((error: unknown) => {
    if (error instanceof RangeError) return tooLong(checks);
    throw error;
  });
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return malformed(checks, `the field ${name} is not UTF-8`);
  }
}

async function* fileAndRest(reader: MultipartReader, file: Part, checks: CheckRecorder): ByteSource {
  try {
    yield* file.content;
    for (let part = await reader.next(); part; part = await reader.next()) {
      if (isFile(part)) {
        checks.fail('form', new S3Error('IncorrectNumberOfFilesInPostRequest'), { kind: 'note', text: 'two files' });
      }
    }
    await reader.drain();
  } catch (error) {
    throw error instanceof MultipartFault ? malformedError(checks, error.message) : error;
  }
}

async function faultsAnswered<Value>(checks: CheckRecorder, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof MultipartFault ? malformedError(checks, error.message) : error;
  }
}

function isFile({ name }: Part): boolean {
  return name.toLowerCase() === 'file';
}

function malformedError(checks: CheckRecorder, text: string): S3Error {
  const error = new S3Error('MalformedPOSTRequest');
  checks.refused('form', error, { kind: 'note', text });
  return error;
}

function malformed(checks: CheckRecorder, text: string): never {
  throw malformedError(checks, text);
}

function tooLong(checks: CheckRecorder): never {
  const extras = { MaxPostPreDataLengthBytes: postHeadMaximumBytes };
  return checks.fail('form', new S3Error('MaxPostPreDataLengthExceededError', extras));
}

function emptyKey(checks: CheckRecorder): never {
  const extras = { ArgumentName: 'key', ArgumentValue: '' };
  const error = new S3Error('InvalidArgument', extras, 'User key must have a length greater than 0.');
  return checks.fail('form', error, { kind: 'note', text: 'the key is empty' }, { known: 'other server' });
}
