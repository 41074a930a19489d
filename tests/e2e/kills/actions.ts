// What a person does, by chance, and what should become of the document.
import { expect, type Locator, type Page } from '@playwright/test';
import { annotate, click, pick } from '../desk.ts';
import { desk } from '../faults/ways.ts';
import type { Chance } from './chance.ts';
import { largeFile, present, shown, text, WORDS, type Document, type State } from './document.ts';

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
  const added = async () => [...(await shown(page))].find(([id]) => !now.marks.has(id));
  const mark = `${LABELS[label]}: ${words}`;
  await expect.poll(async () => (await added())?.[1]).toBe(mark);
  return { did: `marked ${mark}`, marks: new Map([...now.marks, (await added())!]), notes: now.notes, before: now };
};

/** Clicks on a mark, and waits until the card is its own: until then a person sees another one there, or none. */
async function choose(page: Page, now: State, random: Chance): Promise<{ id: string; label: string; words: string; note: Locator }> {
  const [id, mark] = random.of([...now.marks]);
  const [label, words] = mark.split(': ') as [string, string];
  await click(page, words);
  const card = page.getByRole('region', { name: 'Annotation', exact: true });
  await expect(card.getByRole('blockquote')).toHaveText(words);
  const note = card.getByRole('textbox', { name: 'Note' });
  await expect(note, `the note of ${mark}`).toHaveValue(now.notes.get(id) ?? '');
  return { id, label, words, note };
}

const remove: Act = async (page, now, random) => {
  const { id, label, words } = await choose(page, now, random);
  await page.keyboard.press('Delete');
  const without = (all: ReadonlyMap<string, string>) => new Map([...all].filter(([other]) => other !== id));
  return { did: `removed ${label}: ${words}`, marks: without(now.marks), notes: without(now.notes), before: now };
};

const relabel: Act = async (page, now, random) => {
  const { id, label, words } = await choose(page, now, random);
  const other = random.of(LABELS.filter((other) => other !== label));
  await page.keyboard.press(String(LABELS.indexOf(other) + 1));
  const mark = `${other}: ${words}`;
  return { did: `made ${label} a ${mark}`, marks: new Map([...now.marks, [id, mark]]), notes: now.notes, before: now };
};

const note: Act = async (page, now, random) => {
  const { id, label, words, note } = await choose(page, now, random);
  const written = `note ${random.below(1_000_000)}`;
  await note.fill(written);
  await note.press('Escape');
  return { did: `wrote ${written} on ${label}: ${words}`, marks: now.marks, notes: new Map([...now.notes, [id, written]]), before: now };
};

const undo: Act = async (page, now) => {
  await page.keyboard.press('ControlOrMeta+z');
  return { ...now.before!, did: `took back: ${now.did}` };
};

/** Does something by chance in the document that is shown, up to where the page shows it. */
export async function act(page: Page, document: Document, random: Chance): Promise<void> {
  const now = present(document);
  const some = now.marks.size > 0 ? [remove, relabel, note, note] : [];
  const back = now.before ? [undo, undo] : [];
  const next = await random.of([...(now.marks.size < WORDS.length ? [mark, mark, mark, mark] : []), ...some, ...back])(page, now, random);
  await expect.poll(async () => [...(await shown(page))].sort(), `the page shows: ${next.did}`).toEqual([...next.marks].sort());
  document.states.push(next);
}

/** Opens another document: a small one that is pasted, or a file of about 300 kB with a thousand annotations. */
export async function begin(page: Page, heading: string, large: boolean): Promise<Document> {
  const others = large ? 1_000 : 0;
  if (large) await pick(page, 'large.gloss.json', largeFile(heading, others));
  else await annotate(page, text(heading, 200));
  await expect(page.getByRole('region', { name: 'Article', exact: true })).toContainText(heading);
  return { heading, large, others, states: [{ did: 'opened it', marks: new Map(), notes: new Map() }], saved: -1 };
}

/** Goes to the start screen and opens another document. */
export async function beginAnother(page: Page, heading: string, large: boolean): Promise<Document> {
  await desk(page);
  return begin(page, heading, large);
}
