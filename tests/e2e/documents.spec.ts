// Several documents at once: each keeps what was done in it, and none is lost.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, holdFiles, items, paste, pick, pickAll, refuseStorage, start, suggestion, tag, type GlossFile } from './desk.ts';

const documents = (page: Page) => page.getByRole('group', { name: 'Documents' });
const list = (page: Page) => page.getByRole('dialog', { name: 'Documents' });
const rows = (page: Page) => list(page).getByRole('list', { name: 'Open documents' }).getByRole('listitem');
const status = (page: Page) => page.getByRole('status');

const gloss = (text: string, quote: string): string => {
  const start = text.indexOf(quote);
  const annotations = [{ label: 'claim', start, end: start + quote.length, quote }];
  return JSON.stringify({ format: 'gloss', version: 1, document: { title: text.split('.')[0], text }, annotations });
};

test.beforeEach(async ({ page }) => start(page));

test('with one document nothing speaks of several', async ({ page }) => {
  await annotate(page, 'One article.');
  await expect(documents(page)).toHaveCount(0);
});

test('each document keeps its annotations and its own steps', async ({ page }) => {
  await annotate(page, 'First in Vienna.');
  await tag(page, 'Vienna', '3');
  await pickAll(page, [
    ['second.txt', 'Second in Lagos.'],
    ['third.gloss.json', gloss('Third in Accra.', 'Accra')],
  ]);
  await expect(article(page)).toHaveText('Second in Lagos.');
  await expect(status(page)).toContainText('2 articles open, 1 annotation. 2 of 3.');
  await expect(documents(page).getByRole('button', { name: 'Documents: 2 of 3' })).toBeVisible();
  await tag(page, 'Lagos', '3');
  await page.keyboard.press('Alt+PageDown');
  await expect(article(page)).toHaveText('Third in Accra.');
  await expect(status(page)).toContainText('3 of 3: Third in Accra. 1 annotation.');
  await expect(items(page)).toHaveText(['ClaimAccra']);
  await page.keyboard.press('Alt+PageDown');
  await expect(status(page)).toContainText('This is the last document.');
  await expect(page).toHaveTitle('Third in Accra · Gloss');
  // Undo is of the document that is shown.
  await page.keyboard.press('ControlOrMeta+z');
  await expect(status(page)).toContainText('Nothing to undo.');
  await page.keyboard.press('Alt+PageUp');
  await page.keyboard.press('Alt+PageUp');
  await expect(items(page)).toHaveText(['PlaceVienna']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Next document' }).click();
  await expect(page.getByRole('button', { name: 'Next document' })).toBeFocused();
  await expect(items(page)).toHaveText(['PlaceLagos']);
  const file: GlossFile = JSON.parse((await download(page)).bytes);
  expect(file.document.text).toBe('Second in Lagos.');
  expect(file.annotations.map(({ quote }) => quote)).toEqual(['Lagos']);
});

test('the list goes to a document, and closes one after a question if nothing keeps it', async ({ page }) => {
  await refuseStorage(page);
  await page.goto('./');
  await annotate(page, 'First in Vienna.');
  await tag(page, 'Vienna', '3');
  await pick(page, 'second.txt', 'Second in Lagos.');
  await pick(page, 'third.txt', 'Third in Accra.');
  const open = documents(page).getByRole('button', { name: 'Documents: 3 of 3' });
  await open.click();
  await expect(rows(page)).toHaveText([/1First in Vienna.*1 annotation · not downloaded/, /2Second.*0 annotations$/, /3Third/]);
  await expect(rows(page).nth(2).getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Escape');
  await expect(open).toBeFocused();

  await open.click();
  await list(page).getByRole('searchbox', { name: 'Title of a document' }).fill('LAGOS');
  await expect(rows(page)).toHaveText([/Second in Lagos/]);
  await rows(page).getByRole('button', { name: /^2/ }).click();
  await expect(article(page)).toHaveText('Second in Lagos.');

  // What nobody changed closes at once; the next one is shown.
  await documents(page).getByRole('button', { name: /^Documents/ }).click();
  await rows(page).nth(1).getByRole('button', { name: 'Close Second in Lagos.' }).click();
  await expect(rows(page)).toHaveText([/First/, /Third/]);
  const question = page.getByRole('dialog', { name: 'Leave this article?' });
  await rows(page).first().getByRole('button', { name: /^Close/ }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await documents(page).getByRole('button', { name: /^Documents/ }).click();
  await rows(page).first().getByRole('button', { name: /^Close/ }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    question.getByRole('button', { name: 'Download, then leave' }).click(),
  ]);
  expect(readFileSync((await file.path())!, 'utf8')).toContain('"quote":"Vienna"');
  await expect(article(page)).toHaveText('Third in Accra.');
  await expect(documents(page)).toHaveCount(0);
});

test('what is picked while a file is still being read comes after it, and reading the article ends neither', async ({ page }) => {
  await annotate(page, 'First in Vienna. The minister said that 500 homes would be built.');
  const release = await holdFiles(page);
  await pick(page, 'second.txt', 'Second in Lagos.');
  await pick(page, 'third.gloss.json', gloss('Third in Accra.', 'Accra'));
  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(suggestion(page)).toBeVisible();
  await expect(documents(page)).toHaveCount(0);
  await release();
  await expect(documents(page)).toContainText('3 of 3');
  await expect(article(page)).toHaveText('Third in Accra.');
  await page.keyboard.press('Alt+PageUp');
  await expect(article(page)).toHaveText('Second in Lagos.');
});

test('New leaves the other documents open, and one comes back to them', async ({ page }) => {
  await annotate(page, 'First in Vienna.');
  await tag(page, 'Vienna', '3');
  await pick(page, 'second.txt', 'Second in Lagos.');
  await expect(article(page)).toHaveText('Second in Lagos.');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('button', { name: 'Documents', exact: true }).click();
  await expect(article(page)).toHaveText('Second in Lagos.');
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await paste(page, 'Third in Accra.');
  await page.getByRole('button', { name: 'Annotate' }).click();
  await expect(article(page)).toHaveText('Third in Accra.');
  await expect(documents(page)).toContainText('2 of 3');
  // The browser keeps them all: nobody asks.
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(true);
});

test('without storage the browser asks before work of any document is lost', async ({ page }) => {
  await refuseStorage(page);
  await page.goto('./');
  await annotate(page, 'First in Vienna.');
  await tag(page, 'Vienna', '3');
  await pick(page, 'second.txt', 'Second in Lagos.');
  await expect(article(page)).toHaveText('Second in Lagos.');
  expect(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })))).toBe(false);
});

test('two hundred documents of one file open, are listed and found at once', async ({ page }) => {
  const lines = Array.from({ length: 250 }, (_, i) => gloss(`Article ${i + 1} of many. It is about Lagos.`, 'Lagos'));
  await pick(page, 'many.jsonl', lines.join('\n'));
  await expect(documents(page)).toContainText('1 of 250');
  await expect(status(page)).toContainText('250 articles open, 250 annotations.');
  await documents(page).getByRole('button', { name: /^Documents/ }).click();
  await expect(rows(page)).toHaveCount(50);
  await list(page).getByRole('button', { name: 'Later' }).click();
  await expect(rows(page).first()).toContainText('Article 51 of many');
  await list(page).getByRole('searchbox').fill('article 249');
  await rows(page).getByRole('button', { name: /^249/ }).click();
  await expect(article(page)).toContainText('Article 249 of many.');
  const before = Date.now();
  for (let i = 0; i < 20; i++) await page.keyboard.press('Alt+PageUp');
  await expect(documents(page)).toContainText('229 of 250');
  expect(Date.now() - before).toBeLessThan(6_000);
  await expect(items(page)).toHaveText(['ClaimLagos']);
});
