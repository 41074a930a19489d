// What is wrong with an input is said with its reason and its place, and nothing that the person had is lost.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, items, paste, pick, refuseStorage, start, tag } from './desk.ts';

const golden = readFileSync(new URL('golden/plain.gloss.json', import.meta.url), 'utf8');
const alert = (page: Page) => page.getByRole('alert');

test.beforeEach(async ({ page }) => start(page));

test.describe('pasted text', () => {
  const field = (page: Page) => page.getByRole('textbox', { name: 'Article text' });

  for (const [name, text, message] of [
    ['empty', '', 'There is no text yet: paste or type an article first.'],
    ['blank', ' \n\t\u00a0\n', 'There is no text yet: paste or type an article first.'],
    ['NUL', 'one\ntwo \0 three', 'There is a NUL character (U+0000) at line 2, column 5.'],
  ] as const) {
    test(name, async ({ page }) => {
      // A NUL does not survive the clipboard, so a program puts it there.
      await field(page).evaluate((area: HTMLTextAreaElement, value) => (area.value = value), text);
      await page.getByRole('button', { name: 'Annotate' }).click();
      await expect(alert(page)).toContainText(message);
      await expect(field(page)).toHaveValue(text);
      await expect(article(page)).toBeHidden();
    });
  }

  test('lone surrogates', async ({ page }) => {
    await field(page).evaluate((area: HTMLTextAreaElement) => (area.value = 'one\n🌍 \ud83d two \udf0d'));
    await page.getByRole('button', { name: 'Annotate' }).click();
    await expect(page.getByRole('status')).toContainText('2 broken characters (the first at line 2, column 3) became U+FFFD');
    expect(await article(page).evaluate((root) => root.textContent)).toBe('one\n🌍 \ufffd two \ufffd');
  });

  test('what nobody sees is kept, told of and shown', async ({ page }) => {
    const text = 'The minister said \u202eno\u202c to it.';
    await annotate(page, text);
    await expect(page.getByRole('status')).toContainText('2 invisible characters');
    await expect(page.getByRole('status')).toContainText('the first, U+202E, at line 1, column 19');
    expect(await article(page).evaluate((root) => root.textContent)).toBe(text);
    await expect(article(page).locator('[data-code]')).toHaveCount(2);
  });

  test('markup is text', async ({ page }) => {
    const text = '<img src=x onerror=alert(1)> & <b>bold</b> &amp;';
    await annotate(page, text);
    expect(await article(page).evaluate((root) => root.textContent)).toBe(text);
    await expect(article(page).locator('img, b')).toHaveCount(0);
  });
});

test.describe('files that are no article', () => {
  for (const [name, content, message] of [
    ['empty.txt', '', 'empty.txt: There is no text yet'],
    ['latin1.txt', Buffer.from('one\ncaf\xe9', 'latin1'), 'latin1.txt: The file is not UTF-8 text: byte 0xE9 at line 2, column 4'],
    ['picture.txt', Buffer.from([65, 10, 66, 0, 67]), 'picture.txt: There is a NUL character (U+0000) at line 2, column 2'],
    ['cut.json', golden.slice(0, 900), 'cut.json: The file is not JSON: EOF while parsing'],
    ['list.json', '[1, 2]', 'list.json: The file is JSON but not a Gloss file'],
    ['other.json', '{"format": "brat"}', 'other.json: The file is JSON but not a Gloss file: its "format" is "brat", not "gloss".'],
    ['new.json', golden.replace('"version": 1', '"version": 7'), 'new.json: The file has version 7 of the Gloss format, and this page reads version 1'],
    ['textless.json', '{"format":"gloss","version":1,"document":{}}', 'The file’s "document" (line 1, column 42) is broken: it has no "text".'],
    ['surrogate.json', '{"format":"gloss","version":1,"document":{"text":"a\\ud83d"}}', 'The file’s "document" (line 1, column 42) is broken'],
  ] as const) {
    test(name, async ({ page }) => {
      await annotate(page, 'One minister spoke in Vienna.');
      await tag(page, 'Vienna', '3');
      await pick(page, name, content);
      await expect(alert(page)).toContainText(message);
      // What was there is there.
      await expect(items(page)).toHaveText(['PlaceVienna']);
      await expect(page.getByRole('button', { name: 'Undo' })).not.toHaveAttribute('aria-disabled', 'true');
    });
  }
});

test.describe('zips that are none', () => {
  const bytes = Buffer.from('UEsDBBQAAAAIAO7u7u4=', 'base64');
  const zip = 'This zip cannot be unpacked: it is broken, encrypted, or holds more than 128 MB.';
  for (const [name, content] of [
    ['cut.zip', bytes],
    ['words.zip', 'PK\x03\x04broken'],
  ] as const) {
    test(name, async ({ page }) => {
      await pick(page, name, content);
      await expect(alert(page)).toContainText(`${name}: ${zip}`);
      await expect(article(page)).toBeHidden();
    });
  }
});

test('a file of Windows with a byte-order mark', async ({ page }) => {
  await pick(page, 'windows.txt', '\ufeffone\r\ntwo\rthree');
  expect(await article(page).evaluate((root) => root.textContent)).toBe('one\ntwo\nthree');
  await expect(page.getByRole('status')).toContainText('2 Windows or old Mac line ends became plain ones');
});

test('records that cannot be used are listed with place and reason, the rest is there', async ({ page }) => {
  const lines = golden.split('\n');
  const first = lines.findIndex((line) => line.startsWith('{"id"'));
  lines[first] = lines[first]!.replace(/"start":\d+,"end":\d+/, '"start":99998,"end":99999').replace(/"quote":"[^"]*",/, '');
  lines[first + 1] = lines[first + 1]!.replace(/"start":\d+,"end":\d+/, '"start":0,"end":9');
  lines[first + 2] = lines[first + 2]!.replace(/"quote":"[^"]*"/, '"quote":"never said"');
  lines[first + 3] = lines[first + 3]!.replace('"label":"place",', '');
  await pick(page, 'broken.json', lines.join('\n'));
  const report = page.getByRole('dialog', { name: 'About this file' });
  await expect(report.getByRole('listitem')).toHaveText([
    `Annotation 1 (line ${first + 1}, column 1): it stands at 99998 to 99999, and the text has 1660 characters. Left out.`,
    /^Annotation 2 \(line \d+, column 1\): “keep at least 40%.*” did not stand at its offsets; it was found by its words\.$/,
    /^Annotation 3 .*: “never said” stands neither at its offsets nor anywhere else in the text\. Left out\.$/,
    /^Annotation 4 .*: there is no "label"\. Left out\.$/,
  ]);
  await report.getByRole('button', { name: 'Close' }).click();
  await expect(items(page)).toHaveCount(2);
});

test('offsets in other units are proven by the quotes', async ({ page }) => {
  const file = { format: 'gloss', version: 1, document: { text: '🌍🌍 Lagos grows. 🌍 Accra too.' } };
  const annotation = (quote: string, start: number) => ({ label: 'place', start, end: start + quote.length, quote });
  const annotations = [annotation('Lagos', 5), annotation('Accra', 27)];
  await pick(page, 'units.json', JSON.stringify({ ...file, annotations }));
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveText([
    /its offsets counted UTF-16 code units; they were converted/,
    /its offsets counted bytes of UTF-8; they were converted/,
  ]);
  await page.keyboard.press('Escape');
  await expect(items(page)).toHaveText(['PlaceLagos', 'PlaceAccra']);
});

test('work that neither the browser nor a file keeps is not left without a question', async ({ page }) => {
  await refuseStorage(page);
  await page.goto('./');
  await annotate(page, 'One minister spoke in Vienna.');
  await tag(page, 'Vienna', '3');
  const question = page.getByRole('dialog', { name: 'Leave this article?' });
  await page.getByRole('button', { name: 'New' }).click();
  await question.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('button', { name: 'New' }).click();
  await page.keyboard.press('Escape');
  await expect(items(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'New' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    question.getByRole('button', { name: 'Download, then leave' }).click(),
  ]);
  expect(readFileSync((await file.path())!, 'utf8')).toContain('"quote":"Vienna"');
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
  // With nothing marked, nobody asks.
  await annotate(page, 'Another article.');
  await page.getByRole('button', { name: 'New' }).click();
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
});

test('a file of another text opens beside work that no file holds', async ({ page }) => {
  await annotate(page, 'One minister spoke in Vienna.');
  await tag(page, 'Vienna', '3');
  await pick(page, 'other.txt', 'Another article.');
  await expect(article(page)).toHaveText('Another article.');
  await page.getByRole('button', { name: 'Previous document' }).click();
  await expect(items(page)).toHaveText(['PlaceVienna']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items(page)).toHaveCount(0);
});

test('ten million characters open, can be marked and come back', async ({ page }) => {
  test.setTimeout(120_000);
  const line = 'The minister said 🌍 that 500 homes would be built in Lagos by 2027, and nobody disputed it.\n';
  const text = line.repeat(Math.ceil(10_000_000 / Buffer.byteLength(line)));
  await pick(page, 'long.txt', text);
  await expect(article(page)).toBeVisible({ timeout: 30_000 });
  await tag(page, '500 homes would be built in Lagos by 2027', '2');
  const { bytes } = await download(page);
  await page.getByRole('button', { name: 'New' }).click();
  await pick(page, 'long.gloss.json', bytes);
  await expect(items(page)).toHaveCount(1, { timeout: 30_000 });
  expect((await download(page)).bytes).toBe(bytes);
  expect(await article(page).evaluate((root, words) => root.textContent === words, text)).toBe(true);
});

test('ten million characters can be pasted', async ({ page }) => {
  test.setTimeout(120_000);
  const field = page.getByRole('textbox', { name: 'Article text' });
  await field.fill('Before. After.');
  await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(8, 8));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = 'The minister said 🌍 that 500 homes would be built by 2027.\n'.repeat(165_000);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await page.keyboard.press('ControlOrMeta+V');
  await expect(page.getByText('characters were pasted')).toContainText((text.length + 14).toLocaleString('en'));
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(field).toHaveValue('');
  await page.keyboard.press('ControlOrMeta+V');
  await page.getByRole('button', { name: 'Annotate' }).click();
  await expect(article(page)).toBeVisible({ timeout: 30_000 });
  expect(await article(page).evaluate((root, words) => root.textContent === words, text)).toBe(true);
});

test('a text over the limit is refused by its size', async ({ page }) => {
  await paste(page, 'What I had typed.');
  await pick(page, 'huge.txt', 'a'.repeat(20_000_001));
  await expect(alert(page)).toContainText('huge.txt: The text is too long: 20,000,001 bytes, and at most 20 MB can be opened.');
  await expect(page.getByRole('textbox', { name: 'Article text' })).toHaveValue('What I had typed.');
});
