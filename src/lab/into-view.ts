/** Brings what has just come up into view, unless its beginning is there to see already. */
export function bringIntoView(element: HTMLElement): void {
  const { top } = element.getBoundingClientRect();
  if (top < 0 || top > window.innerHeight * 0.7) element.scrollIntoView({ block: 'start' });
}
