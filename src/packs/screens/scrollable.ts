/** Lets the keyboard reach what scrolls sideways, as long as it does: an attachment for `pre` and tables. */
export function scrollable(label: string): (element: HTMLElement) => () => void {
  return (element) => {
    const update = (): void => {
      const scrolls = element.scrollWidth > element.clientWidth;
      const attributes = { tabindex: '0', role: 'region', 'aria-label': label };
      for (const [name, value] of Object.entries(attributes)) {
        if (scrolls) element.setAttribute(name, value);
        else element.removeAttribute(name);
      }
    };
    const observer = new ResizeObserver(update);
    observer.observe(element);
    update();
    return () => observer.disconnect();
  };
}
