import { assert, property, string, uint8Array } from 'fast-check';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { expect, test } from 'vitest';

import { hex, utf8 } from '#base/bytes.ts';
import { nativeSigning } from '#node/native-signing.ts';

test("Node's own signing gives what the library's does", () => {
  assert(
    property(uint8Array({ maxLength: 100 }), string({ unit: 'binary', maxLength: 300 }), (key, text) => {
      expect(nativeSigning.sha256(text)).toBe(hex(sha256(utf8(text))));
      expect(hex(nativeSigning.hmacSha256(key, text))).toBe(hex(hmac(sha256, key, utf8(text))));
    }),
  );
});
