// A document as it should be after each action, and what the page has of it.
import type { Page } from '@playwright/test';
import { article, download, type GlossFile } from '../desk.ts';

/** A document after an action. */
export interface State {
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
  const marks = await article(page).evaluate((root) =>
    [...root.querySelectorAll('mark')].map(({ dataset, textContent }) => [dataset.id!, dataset.label!, textContent!] as const),
  );
  const worked = marks.filter(([, , words]) => WORDS.includes(words));
  return new Map(worked.map(([id, label, words]) => [id, `${label.toLowerCase()}: ${words}`]));
}

/** What a file has, in the terms of a state. */
export async function file(page: Page): Promise<{ heading: string; others: number; state: State }> {
  const { document, annotations }: GlossFile = JSON.parse((await download(page)).bytes);
  const worked = annotations.filter(({ quote }) => WORDS.includes(quote));
  const marks = new Map(worked.map(({ id, label, quote }) => [id, `${label}: ${quote}`]));
  const notes = new Map(worked.flatMap(({ id, note }) => (note === undefined ? [] : [[id, note]])));
  return { heading: document.text.split('\n')[0]!, others: annotations.length - worked.length, state: { marks, notes } };
}

const same = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

export const sameMarks = (a: State, marks: ReadonlyMap<string, string>): boolean => same(a.marks, marks);

export const equal = (a: State, b: State): boolean => same(a.marks, b.marks) && same(a.notes, b.notes);
