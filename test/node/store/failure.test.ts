import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { transactionFailure, writeFailure } from '#node/store/failure.ts';
import { StoreFullError } from '#s3/store/store.ts';

const withCode = (code: string | number): Error => Object.assign(new Error('failed'), { code });

for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG']) {
  test(`a file that fails with ${code} says that the store is full`, () => {
    expect(writeFailure(withCode(code))).toBeInstanceOf(StoreFullError);
  });
}

test('another failure of a file stays what it is', () => {
  const error = withCode('EACCES');
  expect(writeFailure(error)).toBe(error);
});

test('a transaction that found no room says that the store is full', () => {
  expect(transactionFailure(withCode(28), tmpdir())).toBeInstanceOf(StoreFullError);
});

test('an input/output error on a disk that has room stays what it is', () => {
  const error = withCode(5);
  expect(transactionFailure(error, tmpdir())).toBe(error);
});
