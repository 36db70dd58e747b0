import { seededRandom, shuffled } from '#base/random.ts';
import type { FormEntry } from './events.ts';

/** What a form needs to know of an item. */
export interface FormItem {
  readonly id: string;
  readonly rev: number;
  readonly type: 'choice' | 'reveal';
  readonly options?: readonly { readonly id: string }[] | undefined;
  readonly points?: readonly { readonly id: string }[] | undefined;
}

export interface FormRequest<Item extends FormItem> {
  readonly items: readonly Item[];
  /** How many items a form has, if the chapter holds as many. */
  readonly draw: number;
  /** How often each item stood in an earlier form, by id. */
  readonly timesSeen: ReadonlyMap<string, number>;
  readonly seed: string;
  /** Items whose options keep their order, e.g. rising numbers. */
  readonly keepsOrder?: (item: Item) => boolean;
}

/** Draws a form: items seen least come first, at most a third are reveal cards, all in an order that the seed decides. */
export function drawForm<Item extends FormItem>(request: FormRequest<Item>): readonly FormEntry[] {
  const random = seededRandom(request.seed);
  const leastSeen = shuffled(request.items, random).sort((a, b) => seen(request, a) - seen(request, b));
  const cards = mostCards(request);
  const drawn: Item[] = [];
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
    shown: shownOrder(item, request, random),
  }));
}

function seen<Item extends FormItem>(request: FormRequest<Item>, item: Item): number {
  return request.timesSeen.get(item.id) ?? 0;
}

/** A third of the form, also where choices are too few to fill it. A chapter of cards alone has no other form. */
function mostCards<Item extends FormItem>({ items, draw }: FormRequest<Item>): number {
  const choices = items.filter((item) => item.type === 'choice').length;
  return choices === 0 ? draw : Math.min(Math.floor(draw / 3), Math.floor(choices / 2));
}

function shownOrder<Item extends FormItem>(
  item: Item,
  request: FormRequest<Item>,
  random: () => number,
): readonly string[] {
  if (item.type === 'reveal') return (item.points ?? []).map((point) => point.id);
  const ids = (item.options ?? []).map((option) => option.id);
  return request.keepsOrder?.(item) ? ids : shuffled(ids, random);
}
