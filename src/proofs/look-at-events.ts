import { compared, type Mismatch } from './expectation.ts';
import type { World } from './world.ts';

/** Compares all that the bucket's queue was told since the world began, in order. */
export async function eventsMismatch(
  world: World,
  bucket: string,
  said: readonly string[],
): Promise<Mismatch | undefined> {
  const result = await world.control({ command: 'events', bucket });
  const events = result.kind === 'events' ? result.events : [];
  const told = events.flatMap(({ message }) => message.Records.map(({ eventName }) => `s3:${eventName}`));
  const isSame = told.length === said.length && told.every((name, index) => name === said[index]);
  return isSame ? undefined : compared(eventWords(said), eventWords(told));
}

/** `nothing`, or the events by name. */
export function eventWords(names: readonly string[]): string {
  return names.length === 0 ? 'nothing' : names.map((name) => `\`${name}\``).join(', ');
}
