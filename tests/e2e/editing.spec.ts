// Changing what is marked: edges, occurrences, links, fields, and finding it again.
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, click, download, drag, items, place, start, tag, type GlossFile } from './desk.ts';

const text =
  'Ministers met in Paris\n' +
  'The ministers agreed in Paris to share their data, Paris officials said. Parisians were not asked.\n' +
  'A minister from Rome promised a reply by Friday.';

test.beforeEach(async ({ page }) => {
  await start(page);
  await annotate(page, text);
});

const card = (page: Page) => page.getByRole('region', { name: 'Annotation', exact: true });
const status = (page: Page) => page.getByRole('status');
const file = async (page: Page): Promise<GlossFile & { relations: { type: string; from: string; to: string }[] }> =>
  JSON.parse((await download(page)).bytes);

test('the end of an annotation is dragged, and buttons move it by words', async ({ page }) => {
  await tag(page, 'agreed in Paris', '2');
  const handle = (await page.locator('.handle.at-end').boundingBox())!;
  const { to } = await place(page, 'share their data');
  await page.mouse.move(handle.x + handle.width / 2, handle.y + 6);
  await page.mouse.down();
  await page.mouse.move(to.x - 20, to.y + 4, { steps: 4 });
  await page.mouse.move(to.x - 6, to.y + 4);
  await page.mouse.up();
  await expect(items(page)).toHaveText([/agreed in Paris to share their data$/]);
  await card(page).getByRole('button', { name: 'Start one word later' }).click();
  await card(page).getByRole('button', { name: 'End one word earlier' }).click();
  await expect(items(page)).toHaveText([/Commitment\s*in Paris to share their$/]);
  await card(page).getByRole('button', { name: 'End one word later' }).click({ modifiers: ['Alt'] });
  await expect(items(page)).toHaveText([/in Paris to share their d$/]);
  for (let i = 0; i < 4; i++) await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items(page)).toHaveText([/Commitment\s*agreed in Paris$/]);
});

test('all places with the same words are looked through, and marked in one step', async ({ page }) => {
  await tag(page, 'Paris', '3');
  await page.keyboard.press('a');
  const finder = page.getByRole('region', { name: 'Find and mark' });
  // Whole words: not in "Parisians". The one that is marked already cannot be chosen again.
  await expect(finder.getByRole('listitem')).toHaveCount(3);
  await expect(finder.getByRole('checkbox', { name: /marked already/ })).toBeDisabled();
  await finder.getByRole('checkbox', { name: /officials/ }).uncheck();
  await finder.getByRole('button', { name: 'Mark 1 place' }).click();
  await expect(status(page)).toHaveText('Added 1 annotation as place.');
  await finder.getByRole('checkbox', { name: /officials/ }).check();
  await finder.getByRole('checkbox', { name: 'Whole words' }).uncheck();
  await finder.getByRole('button', { name: 'Mark 2 places' }).click();
  await expect(items(page)).toHaveCount(4);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items(page)).toHaveCount(2);
});

test('an annotation is split at the caret, joined again, and marked with another label too', async ({ page }) => {
  await tag(page, 'agreed in Paris to share their data', '1');
  await card(page).getByRole('combobox', { name: 'Kind' }).selectOption('event');
  await click(page, 'to share');
  await page.keyboard.press('x');
  await expect(items(page)).toHaveText([/Claim\s*agreed in Paris$/, /Claim\s*to share their data$/]);
  expect((await file(page)).annotations).toMatchObject([{ attributes: { kind: 'event' } }, { attributes: { kind: 'event' } }]);
  await page.keyboard.press('j');
  await expect(items(page)).toHaveText([/Claim\s*agreed in Paris to share their data$/]);
  await card(page).getByRole('combobox', { name: 'Also mark as' }).selectOption('Commitment');
  await card(page).getByRole('button', { name: 'Also mark' }).click();
  await expect(items(page)).toHaveText([/agreed in Paris to share/, /agreed in Paris to share/]);
});

test('a label is chosen first, and every selection gets it', async ({ page }) => {
  await page.getByRole('combobox', { name: 'Label first' }).selectOption('Every selection: Place');
  for (const [number, quote] of ['Rome', 'Paris'].entries()) {
    const { from, to } = await place(page, quote);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    await expect(items(page)).toHaveCount(number + 1);
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Label first' })).toHaveValue('');
  await drag(page, 'Friday');
  await expect(items(page)).toHaveCount(2);
});

test('a field takes words of the article, or a ready answer, and gives them back', async ({ page }) => {
  await tag(page, 'share their data', '1');
  await page.getByRole('button', { name: 'Speaker: pick from the article' }).click();
  await expect(status(page)).toContainText('Select the words of the article that are the speaker');
  const { from, to } = await place(page, 'Paris officials');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
  await expect(page.getByRole('textbox', { name: 'Speaker' })).toHaveValue('Paris officials');
  const start = text.indexOf('Paris officials');
  expect((await file(page)).annotations[0]).toMatchObject({
    attributes: { speaker: { text: 'Paris officials', start, end: start + 15 } },
  });
  await page.getByRole('button', { name: 'Speaker: unnamed' }).click();
  expect((await file(page)).annotations[0]).toMatchObject({ attributes: { speaker: 'unnamed' } });
  await page.getByRole('button', { name: 'Speaker: unnamed' }).click();
  expect((await file(page)).annotations[0]).not.toHaveProperty('attributes');
});

test('a link is made by pointing, is drawn and said, and goes', async ({ page }) => {
  await tag(page, 'Rome', '3');
  await tag(page, 'promised a reply by Friday', '2');
  await page.getByRole('combobox', { name: 'New link' }).selectOption('about …');
  await page.getByRole('button', { name: 'Point at it in the article' }).click();
  await click(page, 'Rome');
  await expect(status(page)).toContainText('Linked. Commitment: “promised a reply by Friday” about Place: “Rome”');
  await expect(card(page).getByRole('list', { name: 'Links' })).toContainText('about Place: “Rome”');
  await expect(page.locator('.lines path')).toHaveCount(1);
  const { annotations, relations } = await file(page);
  expect(relations).toMatchObject([{ type: 'about', from: annotations[1]!.id, to: annotations[0]!.id }]);
  await card(page).getByRole('button', { name: /^Remove the link/ }).click();
  await expect(page.locator('.lines')).toHaveCount(0);
  expect((await file(page)).relations).toEqual([]);
});

test('the list is filtered by words, label and field, and counts stay whole', async ({ page }) => {
  await tag(page, 'Rome', '3');
  await page.getByRole('combobox', { name: 'Use' }).selectOption('metonymic');
  await tag(page, 'Paris', '3');
  await page.getByRole('textbox', { name: 'Note' }).fill('the city');
  await tag(page, 'promised a reply by Friday', '2');
  const words = page.getByRole('searchbox', { name: 'Filter by words' });
  await words.fill('CITY');
  await expect(items(page)).toHaveText([/Paris/]);
  await words.fill('');
  await page.getByRole('combobox', { name: 'Filter by label' }).selectOption('Commitment');
  await expect(items(page)).toHaveText([/promised/]);
  await page.getByRole('combobox', { name: 'Filter by label' }).selectOption('all labels');
  await page.getByRole('combobox', { name: 'Filter by attribute' }).selectOption('with use');
  await expect(items(page)).toHaveText([/Rome/]);
  await expect(page.locator('.counts')).toContainText('Place2');
});

test('what is known about the article stands in the file, and undo takes it back', async ({ page }) => {
  await page.getByRole('button', { name: 'About the article: Ministers met in Paris' }).click();
  const facts = page.getByRole('dialog', { name: 'About the article' });
  await facts.getByRole('textbox', { name: 'Title' }).fill('A meeting');
  await facts.getByRole('textbox', { name: 'Source' }).fill('https://example.org/a');
  await facts.getByRole('textbox', { name: 'Language' }).fill('en');
  await facts.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A meeting');
  await expect(article(page)).toHaveAttribute('lang', 'en');
  const { document } = await file(page);
  expect(document).toMatchObject({ title: 'A meeting', url: 'https://example.org/a', language: 'en' });
  expect(document).not.toHaveProperty('author');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ministers met in Paris');
});

test('the palette finds a command by its name and runs it', async ({ page }) => {
  await tag(page, 'Rome', '3');
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await expect(palette.getByRole('combobox', { name: 'Command' })).toBeFocused();
  // Escape closes it, whatever is in the field.
  await page.keyboard.type('tag');
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('tag commit');
  await expect(palette.getByRole('option')).toHaveText([/Tag as Commitment/]);
  await page.keyboard.press('Enter');
  await expect(items(page)).toHaveText([/Commitment\s*Rome/]);
});

test('keys of one character can be turned off, and stay off', async ({ page }) => {
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Keys of a single character' }).uncheck();
  await page.keyboard.press('Escape');
  await drag(page, 'Rome');
  await page.keyboard.press('3');
  await expect(items(page)).toHaveCount(0);
  await page.getByRole('toolbar', { name: 'Labels' }).getByRole('button', { name: 'Place' }).click();
  await expect(items(page)).toHaveCount(1);
  await page.keyboard.press('/');
  await expect(page.getByRole('region', { name: 'Find and mark' })).toHaveCount(0);
  await page.reload();
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('checkbox', { name: 'Keys of a single character' })).not.toBeChecked();
});

test('on a touch screen the label is tapped, and the ends are dragged', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto('./');
  await page.getByRole('textbox', { name: 'Article text' }).fill(text);
  await page.getByRole('button', { name: 'Annotate' }).tap();
  // What a long press does: the browser selects a word, and says so by `selectionchange`.
  await article(page).locator('p').nth(2).evaluate((paragraph) => {
    const words = paragraph.firstChild as Text;
    getSelection()!.setBaseAndExtent(words, 16, words, 20);
  });
  await page.getByRole('toolbar', { name: 'Labels' }).getByRole('button', { name: 'Place' }).tap();
  await expect(article(page).locator('mark')).toHaveText('Rome');
  const handle = (await page.locator('.handle.at-end').boundingBox())!;
  expect(Math.min(handle.width, handle.height)).toBeGreaterThanOrEqual(24);
  const { to } = await place(page, 'promised');
  const touch = await context.newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  const again = (await page.locator('.handle.at-end').boundingBox())!;
  await send('touchStart', { x: again.x + again.width / 2, y: again.y + 12 });
  await send('touchMove', { x: to.x - 20, y: to.y + 20 });
  await send('touchMove', { x: to.x - 2, y: to.y + 20 });
  await send('touchEnd');
  await expect(article(page).locator('mark')).toHaveText('Rome promised');
  expect(handle.y).toBeGreaterThan(0);
  await context.close();
});
