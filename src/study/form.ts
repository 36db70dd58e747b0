import { seededRandom, shuffled } from '#base/random.ts';
import type { FormEntry } from './events.ts';

/** What a form needs to know of an item. */
export interface FormItem {
  readonly id: string;
  readonly rev: number;
  readonly type: 'choice' | 'reveal';
  readonly options?: readonly { readonly id: string }[] | undefined;
  readonly points?: readonly { readonly id: string }[] | undefined;
  /** The options are shown as they stand, e.g. rising numbers. */
  readonly keepsOrder?: boolean | undefined;
}

export interface FormRequest {
  readonly items: readonly FormItem[];
  /** How many items a form has, if the chapter holds as many. */
  readonly draw: number;
  /** How often each item stood in an earlier form, by id. */
  readonly timesSeen: ReadonlyMap<string, number>;
  readonly seed: string;
}

/** Draws a form: items seen least come first, at most a third are reveal cards, all in an order that the seed decides. */
export function drawForm(request: FormRequest): readonly FormEntry[] {
  const random = seededRandom(request.seed);
  const leastSeen = shuffled(request.items, random).sort((a, b) => seen(request, a) - seen(request, b));
  const cards = mostCards(request);
  const drawn: FormItem[] = [];
  let cardsDrawn = 0;
  for (const item of leastSeen) {
    if (drawn.length === request.draw) break;
    if (item.type === 'reveal' && cardsDrawn === cards) continue;
    if (item.type === 'reveal') cardsDrawn += 1;
    drawn.push(item);
  }
  return shuffled(drawn, random).map((item) => ({
    itemId: item.id,
    rev: item.rev,
    type: item.type,
    shown: shownOrder(item, random),
  }));
}

/** Options in the order in which an attempt shows them; those that came later stand last. */
export function shownFirst<Option extends { readonly id: string }>(
  options: readonly Option[],
  shown: readonly string[],
): readonly Option[] {
  const place = (option: Option): number => (shown.includes(option.id) ? shown.indexOf(option.id) : shown.length);
  return [...options].sort((a, b) => place(a) - place(b));
}

function seen(request: FormRequest, item: FormItem): number {
  return request.timesSeen.get(item.id) ?? 0;
}

/** A third of the form, also where choices are too few to fill it. A chapter of cards alone has no other form. */
function mostCards({ items, draw }: FormRequest): number {
  const choices = items.filter((item) => item.type === 'choice').length;
  return choices === 0 ? draw : Math.min(Math.floor(draw / 3), Math.floor(choices / 2));
}

function shownOrder(item: FormItem, random: () => number): readonly string[] {
  if (item.type === 'reveal') return (item.points ?? []).map((point) => point.id);
  const ids = (item.options ?? []).map((option) => option.id);
  return item.keepsOrder ? ids : shuffled(ids, random);
}
