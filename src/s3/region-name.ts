/** The shape of a Region's name: `us-east-1`, `us-gov-west-1`. Which of them there are changes; none is written otherwise. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);
}
