// A document as it should be after each action, and what the page has of it.
import type { Page } from '@playwright/test';
import { article, download, type GlossFile } from '../desk.ts';

/** A document after an action. */
export interface State {
  /** What was done last, in words. */
  did: string;
  /** What is marked among the words that are worked on, by its id: "claim: w000a". */
  marks: ReadonlyMap<string, string>;
  notes: ReadonlyMap<string, string>;
  /** How it is once the action is undone. */
  before?: State;
}

export interface Document {
  heading: string;
  large: boolean;
  /** How many annotations stand behind the words that are worked on. */
  others: number;
  /** After each action since it was seen to be on the disk; the last is the present one. */
  states: State[];
  /** The last of them that the page said is saved, or -1. */
  saved: number;
}

/** How many words are worked on, which the page draws without scrolling far. */
const WORKED_ON = 100;

const word = (number: number): string => `w${number.toString(36).padStart(4, '0')}`;

export const WORDS = Array.from({ length: WORKED_ON }, (_, number) => word(number));

/** An article of so many words, none of them twice. */
export function text(heading: string, words: number): string {
  const paragraphs = [heading];
  for (let from = 0; from < words; from += 50) {
    paragraphs.push(Array.from({ length: Math.min(50, words - from) }, (_, number) => word(from + number)).join(' '));
  }
  return paragraphs.join('\n');
}

/** A file of an article of about 300 kB with so many annotations far from the words that are worked on. */
export function largeFile(heading: string, annotations: number): string {
  const words = text(heading, 50_000);
  const marks = Array.from({ length: annotations }, (_, number) => {
    const start = words.indexOf(word(1_000 + number * 40));
    return { label: ['claim', 'commitment', 'place'][number % 3], start, end: start + 5 };
  });
  return JSON.stringify({ format: 'gloss', version: 1, document: { text: words }, annotations: marks });
}

export const present = (document: Document): State => document.states.at(-1)!;

/** What is marked among the words that are worked on, as the page shows it. */
export async function shown(page: Page): Promise<Map<string, string>> {
  // The words that are worked on stand at the start, and after a removal the page may look at an annotation far below:
  // only what is near to what is seen has its marks.
  await page.evaluate(() => scrollTo(0, 0));
  const marks = await article(page).evaluate((root) =>
    [...root.querySelectorAll('mark')].map(({ dataset, textContent }) => [dataset.id!, dataset.label!, textContent!] as const),
  );
  const worked = marks.filter(([, , words]) => WORDS.includes(words));
  return new Map(worked.map(([id, label, words]) => [id, `${label.toLowerCase()}: ${words}`]));
}

/** A document as its file has it. */
export interface Found {
  heading: string;
  others: number;
  marks: ReadonlyMap<string, string>;
  notes: ReadonlyMap<string, string>;
}

/** What a file has, in the terms of a state. */
export async function file(page: Page): Promise<Found> {
  const { document, annotations }: GlossFile = JSON.parse((await download(page)).bytes);
  const worked = annotations.filter(({ quote }) => WORDS.includes(quote));
  const marks = new Map(worked.map(({ id, label, quote }) => [id, `${label}: ${quote}`]));
  const notes = new Map(worked.flatMap(({ id, note }) => (note === undefined ? [] : [[id, note]])));
  return { heading: document.text.split('\n')[0]!, others: annotations.length - worked.length, marks, notes };
}

/** What the file has otherwise than it was in a state, in words. */
export function differences({ marks, notes }: State, found: Found): string[] {
  const name = (id: string): string => marks.get(id) ?? found.marks.get(id) ?? id;
  const compare = (what: string, was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): string[] => {
    const other = [...new Set([...was.keys(), ...is.keys()])].filter((id) => was.get(id) !== is.get(id));
    return other.map((id) => `${what} of ${name(id)}: ${was.get(id) ?? 'none'} was shown, ${is.get(id) ?? 'none'} is there`);
  };
  return [...compare('mark', marks, found.marks), ...compare('note', notes, found.notes)];
}

/** What of that which was shown as saved is missing in the file, in words. The document goes on from what is there. */
export function settle(document: Document, found: Found): string[] {
  const { heading, others, saved, states } = document;
  const apart = states.map((state) => differences(state, found));
  const like = states.filter((_, place) => apart[place]!.length === 0);
  const reached = states.lastIndexOf(like.at(-1)!);
  // Where it was the same twice, nobody knows what an undo leads to.
  const before = like.every((state) => state.before === like[0]!.before) ? like[0]?.before : undefined;
  document.states = [{ did: 'opened it again', marks: found.marks, notes: found.notes, before }];
  document.saved = 0;
  if (saved < 0) return [];
  const missing: string[] = [];
  if (found.heading !== heading) missing.push(`the document: ${found.heading} is there`);
  if (found.others !== others) missing.push(`of ${others} annotations that it was opened with ${found.others} are there`);
  if (reached >= 0) return [...missing, ...states.slice(reached + 1, saved + 1).map(({ did }) => did)];
  // It is as it never was: what is said is how it is other than the state that it is nearest to.
  const nearest = apart.slice(saved).reduce((least, other) => (other.length < least.length ? other : least));
  return [...missing, ...nearest];
}
