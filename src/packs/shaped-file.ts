import type * as v from 'valibot';
import type { Finding } from './finding.ts';
import { shaped } from './shape-check.ts';
import type { YamlFile } from './yaml.ts';

/** The data of a YAML file in the shape of `schema`, or what to change, line by line. */
export function shapedFile<Value>(
  schema: v.GenericSchema<unknown, Value>,
  yaml: YamlFile,
): { readonly value?: Value; readonly findings: readonly Finding[] } {
  if (yaml.findings.length > 0) return { findings: yaml.findings };
  const result = shaped(schema, yaml.value);
  if (result.ok) return { value: result.value, findings: [] };
  const findings = result.remarks.map(({ path, atKey, ...remark }): Finding => {
    const place = atKey ? yaml.positions.ofKey(path) : yaml.positions.of(path);
    return { file: yaml.file, ...place, ...remark };
  });
  return { findings };
}
