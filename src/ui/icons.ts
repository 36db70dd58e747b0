/** Outlines on a 24 × 24 grid, drawn with a round stroke of 2. */
export const icons = {
  key: ['M13 12h9m-3 0v4m-3-4v3', 'M13 12a5 5 0 1 1-10 0a5 5 0 0 1 10 0z'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  cross: ['M6 6l12 12M18 6L6 18'],
  lock: ['M6 11h12v9H6z', 'M9 11V8a3 3 0 0 1 6 0v3'],
  play: ['M8 5.5l10 6.5-10 6.5z'],
  next: ['M5 12h14m-6-6l6 6-6 6'],
  warning: ['M12 4L2.8 19.5h18.4z', 'M12 10v4.5m0 2.5v.01'],
  book: ['M4 5.5h6a2 2 0 0 1 2 2V20a2 2 0 0 0-2-2H4z', 'M20 5.5h-6a2 2 0 0 0-2 2V20a2 2 0 0 1 2-2h6z'],
} as const satisfies Record<string, readonly string[]>;

export type IconName = keyof typeof icons;
