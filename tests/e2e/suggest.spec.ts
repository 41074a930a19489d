// Suggestions: rules propose, a person decides, and only what was accepted is in the file.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, click, download, inPython, items, kept } from './desk.ts';

const TEXT = `Harbour board backs new quay
Mayor Ana Ruiz said the port lost 40 jobs last year. Union leader Tom Beck denied that more cuts were planned.
“We will build a second quay by 2028,” Ruiz said. The board pledged to spend 12 million euros on it.
According to the harbour office, traffic rose by a third in spring. Beck told reporters that crews were tired.
The council promised to publish the contracts within 30 days.`;

const card = (page: Page): Locator => page.getByRole('region', { name: 'Suggestion', exact: true });
const waiting = (page: Page): Promise<string[]> =>
  article(page).evaluate((root) => [...new Set([...root.querySelectorAll<HTMLElement>('mark.suggested')].map(({ dataset }) => dataset.id!))]);

/** Opens the article and has it read. */
async function suggested(page: Page): Promise<void> {
  await page.goto('./');
  await annotate(page, TEXT);
  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(card(page)).toBeVisible();
}

test('accept three, reject two, change one: only what was accepted is in the file, and says who made it', async ({ page }) => {
  await suggested(page);
  const all = (await waiting(page)).length;
  expect(all).toBeGreaterThanOrEqual(6);
  await article(page).focus();
  for (const [number, key] of ['y', 'Delete', 'y', 'Backspace', 'y'].entries()) {
    const words = await card(page).locator('blockquote').textContent();
    await page.keyboard.press(key);
    await expect.poll(async () => (await waiting(page)).length).toBe(all - number - 1);
    await expect(card(page).locator('blockquote')).not.toHaveText(words!);
  }
  await expect(items(page)).toHaveCount(3);
  // Enter accepts it and goes to its fields; what a person changes is a person's.
  await page.keyboard.press('Enter');
  await expect(items(page)).toHaveCount(4);
  const note = page.getByRole('region', { name: 'Annotation', exact: true }).getByRole('textbox', { name: 'Note' });
  await note.fill('Asked the board.');
  await note.blur();
  const { bytes } = await download(page);
  const file = JSON.parse(bytes);
  expect(inPython(bytes)).toEqual({ wrong: [], count: 4 });
  expect(file.annotations.map(({ by }: { by: string }) => by).sort()).toEqual(['person', 'rule', 'rule', 'rule']);
  expect(file.annotations.every(({ id }: { id: string }) => !id.startsWith('suggested'))).toBe(true);
  expect(file.rejected).toHaveLength(2);
  // What was rejected stays away, after a reload, too.
  await expect(kept(page)).toHaveText('Saved');
  await page.reload();
  await expect(items(page)).toHaveCount(4);
  expect(await waiting(page)).toEqual([]);
  await page.keyboard.press('g');
  await expect.poll(async () => (await waiting(page)).length).toBe(all - 6);
  const quotes = await article(page).evaluate((root) => [...root.querySelectorAll('mark.suggested')].map((mark) => mark.textContent));
  for (const { quote } of file.rejected) expect(quotes).not.toContain(quote);
});

test('all of a label are accepted in one step, after a look', async ({ page }) => {
  await suggested(page);
  const suggestions = page.getByRole('region', { name: 'Suggestions' });
  const before = (await waiting(page)).length;
  await suggestions.getByRole('button', { name: /^Claim: / }).click();
  const dialog = page.getByRole('dialog', { name: /^Claim: / });
  const claims = await dialog.getByRole('checkbox').count();
  expect(claims).toBeGreaterThan(2);
  await dialog.getByRole('checkbox').first().uncheck();
  await dialog.getByRole('button', { name: `Accept ${claims - 1}` }).click();
  await expect(items(page)).toHaveCount(claims - 1);
  expect(await waiting(page)).toHaveLength(before - claims + 1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(0);
  expect(await waiting(page)).toHaveLength(before);
});

test('a label’s key accepts with that label, and a click looks at a suggestion', async ({ page }) => {
  await suggested(page);
  await click(page, 'publish the contracts');
  await expect(card(page)).toBeVisible();
  await page.keyboard.press('3');
  await expect(items(page)).toHaveCount(1);
  await expect(items(page)).toContainText('Place');
});

test('unlikely ones are shown when asked for', async ({ page }) => {
  await suggested(page);
  const likely = (await waiting(page)).length;
  const faint = page.getByRole('checkbox', { name: 'unlikely ones, too' });
  await expect(faint).not.toBeChecked();
  await faint.check();
  await expect.poll(async () => (await waiting(page)).length).toBeGreaterThanOrEqual(likely);
  await faint.uncheck();
  await expect.poll(async () => (await waiting(page)).length).toBe(likely);
});

test('the data cannot be had: it is said, and asking again works', async ({ page }) => {
  await page.goto('./');
  await annotate(page, TEXT);
  await page.route('**/lexicon.txt', (route) => route.abort());
  await page.keyboard.press('g');
  await expect(page.getByRole('alert')).toContainText('What suggestions are made by could not be loaded');
  await page.unroute('**/lexicon.txt');
  await page.keyboard.press('g');
  await expect(card(page)).toBeVisible();
});
