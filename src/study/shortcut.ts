export type Shortcut = { readonly kind: 'choose'; readonly id: string } | { readonly kind: 'commit' | 'next' };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  readonly target: EventTarget | null;
}

/** What a key means in a question: a letter or digit chooses the option shown there, Enter commits, N goes on. */
export function shortcutOf(event: Key, shown: readonly string[]): Shortcut | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return undefined;
  if (event.key === 'Enter') return isOperable(event.target) ? undefined : { kind: 'commit' };
  if (isTyping(event.target) || event.key.length !== 1) return undefined;
  const letter = event.key.toUpperCase();
  if (letter === 'N') return { kind: 'next' };
  const place = letter >= '1' && letter <= '9' ? Number(letter) - 1 : letter.charCodeAt(0) - 'A'.charCodeAt(0);
  const id = shown[place];
  return id === undefined ? undefined : { kind: 'choose', id };
}

/** The letter under which an option stands on screen. */
export function letterAt(place: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + place);
}

/** Enter already means something there: it presses the button, follows the link, opens the details. */
function isOperable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a, summary, textarea, select') !== null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('textarea, select, input:not([type=radio], [type=checkbox])') !== null
  );
}
