import { toJsonSchema, type ConversionConfig, type JsonSchema } from '@valibot/to-json-schema';
import { proofJsonSchemas } from '#proofs/language.ts';
import {
  choiceItemSchema,
  claimsFileSchema,
  frontMatterSchema,
  itemProofSchema,
  misconceptionsFileSchema,
  packFileSchema,
  provenSchema,
  revealItemSchema,
  stepsSchema,
  unprovenSchema,
  worldsFileSchema,
} from './shape.ts';

/** The files of `public/schema/`, by name, with which editors complete and check the YAML of packs. */
export function jsonSchemas(): Readonly<Record<string, JsonSchema>> {
  return {
    'question.json': questionSchema(),
    'worlds.json': worldsSchema(),
    'pack.json': titled('A pack', toJsonSchema(packFileSchema, config)),
    'claims.json': titled('The claims of a pack', toJsonSchema(claimsFileSchema, config)),
    'misconceptions.json': titled('The misconceptions of a pack', toJsonSchema(misconceptionsFileSchema, config)),
    'chapter.json': titled('The front matter of a chapter', toJsonSchema(frontMatterSchema, config)),
  };
}

/** The schemas as they are kept in files. */
export function jsonSchemaText(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const proofReference: JsonSchema = { $ref: '#/$defs/proof' };
const stepsReference: JsonSchema = { $ref: '#/$defs/steps' };

const config: ConversionConfig = {
  errorMode: 'ignore',
  typeMode: 'input',
  // Here steps are lists of maps; the language of proofs says what is in them.
  overrideSchema: ({ valibotSchema }) => {
    if (valibotSchema === (stepsSchema as unknown)) return stepsReference;
    return valibotSchema === (itemProofSchema as unknown) ? proofReference : undefined;
  },
};

/** Apart by type, so that an editor asks for the fields of that type alone. */
function questionSchema(): JsonSchema {
  const { $schema, ...choice } = toJsonSchema(choiceItemSchema, config);
  const { $schema: _same, ...reveal } = toJsonSchema(revealItemSchema, config);
  const proven = toJsonSchema(provenSchema, config);
  const unproven = toJsonSchema(unprovenSchema, config);
  return titled('A question', {
    ...($schema === undefined ? {} : { $schema }),
    type: 'object',
    required: ['type'],
    properties: { type: { enum: ['choice', 'reveal'] } },
    if: { properties: { type: { const: 'reveal' } } },
    then: reveal,
    else: choice,
    $defs: {
      proof: { if: { required: ['none'] }, then: bare(unproven), else: bare(proven) },
      steps: bare(proofJsonSchemas().steps),
    },
  });
}

/** The steps are those of a question; they stand in that file once. */
function worldsSchema(): JsonSchema {
  const schema = titled('The shared beginnings of a pack', toJsonSchema(worldsFileSchema, config));
  return { ...schema, additionalProperties: { $ref: 'question.json#/$defs/steps' } };
}

function titled(title: string, { $schema, ...schema }: JsonSchema): JsonSchema {
  return { ...($schema === undefined ? {} : { $schema }), title, ...schema };
}

function bare({ $schema: _schema, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
