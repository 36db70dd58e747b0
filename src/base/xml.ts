import {
  parseXml as parseDocument,
  XmlCdata,
  XmlDocumentType,
  XmlElement as ParsedElement,
  XmlText,
} from '@rgrove/parse-xml';

/** An element that was read. */
export interface XmlElement {
  /** As written, with a prefix if it has one. */
  readonly name: string;
  /** All text inside, also that of elements inside. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  child(name: string): XmlElement | undefined;
  all(name: string): readonly XmlElement[];
  textOf(name: string): string | undefined;
}

/** What stands inside an element to write; `undefined` leaves the element out. */
export type XmlContent = string | number | boolean | undefined | readonly XmlNode[];

/** An element to write. */
export interface XmlNode {
  readonly name: string;
  readonly content: XmlContent;
  readonly attributes?: Readonly<Record<string, string>>;
}

const defaultBytes = 4 * 1024 * 1024;
const nestedAtMost = 200;

/**
 * Reads a document, or answers `undefined` if it is not well-formed, has a document type, is nested deeper than 200
 * elements or longer than `atMostBytes` characters. Entities of its own are unknown, so none is ever expanded.
 */
export function parseXml(text: string, atMostBytes: number = defaultBytes): XmlElement | undefined {
  if (text.length > atMostBytes || isNestedTooDeep(text)) return undefined;
  try {
    const document = parseDocument(text, { preserveDocumentType: true });
    if (document.children.some((node) => node instanceof XmlDocumentType)) return undefined;
    return document.root ? readElement(document.root) : undefined;
  } catch {
    return undefined;
  }
}

/** An element to write. */
export function element(name: string, content: XmlContent, attributes?: Readonly<Record<string, string>>): XmlNode {
  return attributes ? { name, content, attributes } : { name, content };
}

/** The text of a document with this root. */
export function xmlDocument(root: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}`;
}

class ReadElement implements XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];

  constructor(name: string, text: string, children: readonly XmlElement[]) {
    this.name = name;
    this.text = text;
    this.children = children;
  }

  child(name: string): XmlElement | undefined {
    return this.children.find((child) => child.name === name);
  }

  all(name: string): readonly XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  textOf(name: string): string | undefined {
    return this.child(name)?.text;
  }
}

function readElement(parsed: ParsedElement): XmlElement {
  const children: XmlElement[] = [];
  let text = '';
  for (const node of parsed.children) {
    if (node instanceof ParsedElement) {
      const child = readElement(node);
      children.push(child);
      text += child.text;
    } else if (node instanceof XmlText || node instanceof XmlCdata) {
      text += node.text;
    }
  }
  return new ReadElement(parsed.name, text, children);
}

/** The parser calls itself for each level, so a depth that would exhaust the stack is refused beforehand. */
function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    // Every search goes on where the last one ended: a text of a megabyte is read once.
    const end = text.indexOf(endOfMarkup(text, at), at);
    if (end < 0) return false;
    if (text[at + 1] === '/') depth -= 1;
    else if (text[at + 1] !== '!' && text[at + 1] !== '?' && text[end - 1] !== '/') depth += 1;
    if (depth > nestedAtMost) return true;
    at = end + 1;
  }
  return false;
}

function endOfMarkup(text: string, at: number): string {
  if (text.startsWith('<!--', at)) return '-->';
  return text.startsWith('<![CDATA[', at) ? ']]>' : '>';
}

function written({ name, content, attributes }: XmlNode): string {
  if (content === undefined) return '';
  const opening = `${name}${Object.entries(attributes ?? {})
    .map(([attribute, value]) => ` ${attribute}="${escaped(value)}"`)
    .join('')}`;
  const inner = typeof content === 'object' ? content.map(written).join('') : escaped(String(content));
  return inner === '' ? `<${opening}/>` : `<${opening}>${inner}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Characters that XML 1.0 cannot carry even as a reference become U+FFFD, so that what is written can be read. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"\r]/g, (character) => escapes[character] ?? character);
}
