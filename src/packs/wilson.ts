/** The lower bound of a share at 95 % confidence (Wilson's interval, two-sided). */
export function wilsonLower(right: number, total: number): number {
  if (total === 0) return 0;
  const z = 1.959964;
  const share = right / total;
  const middle = share + z ** 2 / (2 * total);
  const spread = z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2));
  return Math.max(0, (middle - spread) / (1 + z ** 2 / total));
}
