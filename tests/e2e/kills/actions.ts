// What a person does, by chance, and what should become of the document.
import { expect, type Page } from '@playwright/test';
import { annotate, click, pick } from '../desk.ts';
import { desk } from '../faults/ways.ts';
import type { Chance } from './chance.ts';
import { largeFile, present, sameMarks, shown, text, WORDS, type Document, type State } from './document.ts';

const LABELS = ['claim', 'commitment', 'place'];

type Act = (page: Page, now: State, random: Chance) => Promise<State>;

/** Marks a word that is not marked. */
const mark: Act = async (page, now, random) => {
  const marked = new Set([...now.marks.values()].map((mark) => mark.split(' ')[1]));
  const words = random.of(WORDS.filter((word) => !marked.has(word)));
  const label = random.below(LABELS.length);
  await click(page, words, 2);
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  await page.keyboard.press(String(label + 1));
  const added = [...(await shown(page))].find(([id]) => !now.marks.has(id));
  expect(added?.[1]).toBe(`${LABELS[label]}: ${words}`);
  return { marks: new Map([...now.marks, added!]), notes: now.notes, before: now };
};

async function choose(page: Page, now: State, random: Chance): Promise<{ id: string; label: string; words: string }> {
  const [id, mark] = random.of([...now.marks]);
  const [label, words] = mark.split(': ') as [string, string];
  await click(page, words);
  return { id, label, words };
}

const remove: Act = async (page, now, random) => {
  const { id } = await choose(page, now, random);
  await page.keyboard.press('Delete');
  const without = (all: ReadonlyMap<string, string>) => new Map([...all].filter(([other]) => other !== id));
  return { marks: without(now.marks), notes: without(now.notes), before: now };
};

const relabel: Act = async (page, now, random) => {
  const { id, label, words } = await choose(page, now, random);
  const other = random.of(LABELS.filter((other) => other !== label));
  await page.keyboard.press(String(LABELS.indexOf(other) + 1));
  return { marks: new Map([...now.marks, [id, `${other}: ${words}`]]), notes: now.notes, before: now };
};

const note: Act = async (page, now, random) => {
  const { id } = await choose(page, now, random);
  const words = `note ${random.below(1_000_000)}`;
  const field = page.getByRole('textbox', { name: 'Note' });
  await field.fill(words);
  await field.press('Escape');
  return { marks: now.marks, notes: new Map([...now.notes, [id, words]]), before: now };
};

const undo: Act = async (page, now) => {
  await page.keyboard.press('ControlOrMeta+z');
  return now.before!;
};

/** Does something by chance in the document that is shown, up to where the page shows it. */
export async function act(page: Page, document: Document, random: Chance): Promise<void> {
  const now = present(document);
  const some = now.marks.size > 0 ? [remove, relabel, note, note] : [];
  const back = now.before ? [undo, undo] : [];
  const next = await random.of([...(now.marks.size < WORDS.length ? [mark, mark, mark, mark] : []), ...some, ...back])(page, now, random);
  expect(sameMarks(next, await shown(page)), 'the page shows what was done').toBe(true);
  document.states.push(next);
}

/** Opens another document: a small one that is pasted, or a file of about 300 kB with a thousand annotations. */
export async function begin(page: Page, heading: string, large: boolean): Promise<Document> {
  const others = large ? 1_000 : 0;
  if (large) await pick(page, 'large.gloss.json', largeFile(heading, others));
  else await annotate(page, text(heading, 200));
  await expect(page.getByRole('region', { name: 'Article', exact: true })).toContainText(heading);
  return { heading, large, others, states: [{ marks: new Map(), notes: new Map() }], saved: -1 };
}

/** Goes to the start screen and opens another document. */
export async function beginAnother(page: Page, heading: string, large: boolean): Promise<Document> {
  await desk(page);
  return begin(page, heading, large);
}
