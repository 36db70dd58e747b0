import { expect, test } from 'vitest';
import { jsonSchemas, jsonSchemaText } from '#packs/json-schema.ts';

const schemas = jsonSchemas();

for (const [name, schema] of Object.entries(schemas)) {
  // Written anew by `vitest run -u test/packs/json-schema.test.ts` after a change of the shapes.
  test(`public/schema/${name} is what the shapes say`, async () => {
    await expect(jsonSchemaText(schema)).toMatchFileSnapshot(`../../public/schema/${name}`);
  });
}
