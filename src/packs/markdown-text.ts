const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** A text with the few character names that Markdown writers use replaced by the characters. */
export function plainCharacters(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|nbsp|#39);/g, (whole, name: string) =>
    name === '#39' ? "'" : (namedCharacters[name] ?? whole),
  );
}

/** The address that a link may lead to: https, without user name or password; `undefined` for any other. */
export function linkAddress(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
}

/** Makes ids of headings: words joined by hyphens, numbered where the same words come again. */
export function slugs(): (text: string) => string {
  const used = new Set<string>();
  return (text) => {
    const words = text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[a-z0-9]+/g) ?? ['section'];
    let slug = words.join('-');
    for (let count = 2; used.has(slug); count += 1) slug = `${words.join('-')}-${count}`;
    used.add(slug);
    return slug;
  };
}
