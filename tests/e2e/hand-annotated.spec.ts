// A whole article as a person would annotate it: every attribute, note and link by the controls of the page.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, download, inPython, items, pick, place, start, sweep, tag, type GlossFile } from './desk.ts';
import { valid } from './schema.ts';

/** Words of the article: the which-th time that they occur. */
interface Words {
  quote: string;
  occurrence: number;
}

interface Plan {
  annotations: (Words & { label: string; attributes: Record<string, string | boolean | Words>; note?: string })[];
  /** From and to which annotation, by its number. */
  relations: { type: string; from: number; to: number }[];
}

interface Scheme {
  labels: { id: string; name: string; attributes: { id: string; name: string; type: string; options?: string[]; folded?: boolean }[] }[];
  relations: { id: string; name: string }[];
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const text = read('data/harbour-accord.txt');
const plan: Plan = JSON.parse(read('data/harbour-accord.plan.json'));
const scheme: Scheme = JSON.parse(read('../../www/scheme.json'));
const label = (id: string) => scheme.labels.find((label) => label.id === id)!;

/** Where the words stand, in code points. */
function span({ quote, occurrence }: Words): { text: string; start: number; end: number } {
  let at = -quote.length;
  for (let count = 0; count < occurrence; count++) at = text.indexOf(quote, at + quote.length);
  const points = (part: string): number => [...part].length;
  const start = points(text.slice(0, at));
  return { text: quote, start, end: start + points(quote) };
}

const card = (page: Page) => page.getByRole('region', { name: 'Annotation', exact: true });

/** Marks words that the finder finds. */
async function mark(page: Page, { quote, occurrence }: Words, name: string): Promise<void> {
  const finder = page.getByRole('region', { name: 'Find and mark' });
  await finder.getByRole('searchbox', { name: 'Words to find' }).fill(quote);
  for (let step = 1; step < occurrence; step++) await page.keyboard.press('Enter');
  await expect(finder).toContainText(`${occurrence} of `);
  await finder.getByRole('button', { name, exact: true }).click();
  await expect(page.getByRole('status')).toContainText(`Added. ${name}: “${quote.slice(0, 20)}`);
}

/** Chooses an annotation in the list, whose rows are there when they are near what is seen. */
async function choose(page: Page, number: number): Promise<void> {
  await items(page).and(page.locator(`[aria-posinset="${number + 1}"]`)).getByRole('button').click();
  await expect(card(page).locator('blockquote')).toHaveText(plan.annotations[number]!.quote);
}

async function fillIn(page: Page, number: number): Promise<void> {
  const { attributes, label: of, note } = plan.annotations[number]!;
  const known = label(of).attributes;
  if (known.some(({ id, folded }) => folded && id in attributes)) await card(page).getByText('More', { exact: true }).click();
  for (const [id, value] of Object.entries(attributes)) {
    const { name, type, options } = known.find((attribute) => attribute.id === id)!;
    const field = card(page).getByRole('textbox', { name, exact: true });
    if (typeof value === 'object') {
      await card(page).getByRole('button', { name: `${name}: pick from the article` }).click();
      await sweep(page, await place(page, value.quote, value.occurrence));
      await expect(field).toHaveValue(value.quote);
    } else if (typeof value === 'boolean' || type === 'choice') {
      const option = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
      await card(page).getByRole('combobox', { name, exact: true }).selectOption(option);
    } else if (options?.includes(value)) {
      await card(page).getByRole('button', { name: `${name}: ${value}` }).click();
    } else {
      await field.click();
      await page.keyboard.insertText(value);
      await page.keyboard.press('Tab');
    }
  }
  if (note) {
    await card(page).getByRole('textbox', { name: 'Note' }).click();
    await page.keyboard.insertText(note);
    await page.keyboard.press('Tab');
  }
}

/** Links the chosen annotation: by the menu, or by pointing where the menu has several that read alike. */
async function link(page: Page, { type, to }: Plan['relations'][number]): Promise<void> {
  const { name } = scheme.relations.find(({ id }) => id === type)!;
  await card(page).getByRole('combobox', { name: 'New link' }).selectOption({ label: `${name} …` });
  const other = plan.annotations[to]!;
  const words = other.quote.slice(0, 30);
  const options = card(page).getByRole('combobox', { name: 'Link to' }).getByRole('option', { name: `${label(other.label).name}: ${words}` });
  if ((await options.count()) === 1) {
    await card(page).getByRole('combobox', { name: 'Link to' }).selectOption({ label: (await options.textContent())! });
    await card(page).getByRole('button', { name: 'Link', exact: true }).click();
  } else {
    await card(page).getByRole('button', { name: 'Point at it in the article' }).click();
    const { from } = await place(page, other.quote, other.occurrence);
    await page.mouse.click(from.x + 1.5, from.y);
  }
  await expect(page.getByRole('status')).toContainText('Linked.');
}

test('what is typed at once after another field was left stays', async ({ page }) => {
  await start(page);
  await annotate(page, text);
  await tag(page, 'Oslo', '3');
  // Faster than any frame, as dictation and programs that type are.
  const typed = await card(page).evaluate(async (card) => {
    const [place, note] = [card.querySelector('input[type=text]')!, card.querySelector('textarea')!] as [HTMLInputElement, HTMLTextAreaElement];
    place.focus();
    document.execCommand('insertText', false, 'Oslo, Norway');
    note.focus();
    document.execCommand('insertText', false, 'the government');
    await new Promise((done) => setTimeout(done, 200));
    return [place.value, note.value];
  });
  expect(typed).toEqual(['Oslo, Norway', 'the government']);
  // And what is taken back goes.
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(card(page).getByRole('textbox', { name: 'Place', exact: true })).toHaveValue('');
  await expect(card(page).getByRole('textbox', { name: 'Note' })).toHaveValue('');
});

test('an article annotated by hand: 74 annotations with all that is known of them', async ({ page }) => {
  test.setTimeout(300_000);
  await start(page);
  await annotate(page, text);

  await page.keyboard.press('/');
  await page.getByRole('checkbox', { name: 'Match case' }).check();
  for (const annotation of plan.annotations) await mark(page, annotation, label(annotation.label).name);
  await page.keyboard.press('Escape');
  await expect(items(page).first()).toHaveAttribute('aria-setsize', String(plan.annotations.length));

  await page.getByRole('list', { name: 'Annotations' }).evaluate((list) => list.scrollTo(0, 0));
  for (const number of plan.annotations.keys()) {
    await choose(page, number);
    await fillIn(page, number);
    for (const relation of plan.relations.filter(({ from }) => from === number)) {
      await choose(page, number);
      await link(page, relation);
    }
  }

  const { name, bytes } = await download(page);
  const file: GlossFile = JSON.parse(bytes);
  expect(valid(file), JSON.stringify(valid.errors)).toBe(true);
  expect(inPython(bytes)).toEqual({ wrong: [], count: plan.annotations.length });
  expect(file.document.text).toBe(text);
  const wanted = plan.annotations.map(({ label, attributes, note, ...words }) => {
    const { text: quote, start, end } = span(words);
    const values = Object.entries(attributes).map(([id, value]) => [id, typeof value === 'object' ? span(value) : value]);
    return { label, start, end, quote, attributes: Object.fromEntries(values), note };
  });
  const made = file.annotations.map(({ label, start, end, quote, attributes, note }) => ({ label, start, end, quote, attributes, note }));
  expect(made).toEqual(wanted);
  const number = (id: string): number => file.annotations.findIndex((annotation) => annotation.id === id);
  const links = file.relations.map(({ type, from, to }) => ({ type, from: number(from), to: number(to) }));
  const order = (some: Plan['relations']): string[] => some.map(({ type, from, to }) => `${from} ${type} ${to}`).sort();
  expect(order(links)).toEqual(order(plan.relations));

  await page.getByRole('button', { name: 'New', exact: true }).click();
  await pick(page, name, bytes);
  await expect(items(page).first()).toHaveAttribute('aria-setsize', String(plan.annotations.length));
  expect((await download(page)).bytes).toBe(bytes);
});
