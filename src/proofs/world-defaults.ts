/** When every world begins. */
export const worldStart = new Date('2026-03-01T09:00:00Z');
export const worldRegion = 'us-east-1';
export const worldAccount = '111122223333';
