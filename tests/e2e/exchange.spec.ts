// Work of other tools comes in with its offsets proven and its labels chosen; what a format cannot hold is said first.
import { readFileSync } from 'node:fs';
import { expect, test, type Download, type Page } from '@playwright/test';
import { annotate, article, holdFiles, items, pick, pickAll, start, tag, type GlossFile } from './desk.ts';

const TEXT = '🌍🌍 Ministers meet in Vienna.\nThe EU will send 500 pumps 🚚 to Odesa by May, Mr. Novak said. Kyiv asked for more.';

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

/** A W3C annotation as JavaScript makes them: offsets are UTF-16 code units. */
function annotation(quote: string, label: string, text = TEXT): object {
  const start = text.indexOf(quote);
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: `urn:x-${label}-${start}`,
    type: 'Annotation',
    body: [{ type: 'TextualBody', purpose: 'tagging', value: label }],
    target: {
      source: 'urn:uuid:article',
      selector: [
        { type: 'TextQuoteSelector', exact: quote, prefix: text.slice(Math.max(0, start - 10), start) },
        { type: 'TextPositionSelector', start, end: start + quote.length },
      ],
    },
  };
}

const file = (...annotations: object[]): string => JSON.stringify(annotations);

async function saved(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download;
}

test.beforeEach(async ({ page }) => start(page));

test('offsets are proven, a label is mapped, and it all is one step', async ({ page }) => {
  await annotate(page, TEXT);
  await tag(page, 'Kyiv', '3');
  const wrong = { ...annotation('Vienna', 'LOC'), target: { source: 'urn:x', selector: { type: 'TextQuoteSelector', exact: 'Geneva' } } };
  await pick(
    page,
    'notes.jsonld',
    file(
      annotation('Odesa', 'LOC'),
      annotation('Vienna', 'LOC'),
      annotation('The EU will send 500 pumps 🚚 to Odesa by May', 'Commitment'),
      annotation('more', 'junk'),
      wrong,
    ),
  );
  const question = dialog(page, 'Import');
  await expect(question).toContainText('W3C Web Annotation: notes.jsonld');
  await expect(question).toContainText('4 annotations for the article that is open.');
  await expect(question).toContainText('Offsets were UTF-16 code units; 4 of 4 quotes match.');
  // The record that is nowhere is listed, with where it stands in the file.
  await expect(question.getByRole('list').filter({ hasText: 'Geneva' }).getByRole('listitem').last()).toContainText(
    /Annotation 5 \(line 1, column \d+\): “Geneva” stands neither at its offsets nor anywhere else in the text\. Left out\./,
  );
  // A label of the scheme is known by its name; what is not known is new, unless someone says otherwise.
  const becomes = (label: string) => question.getByRole('combobox', { name: `${label} becomes` });
  await expect(becomes('Commitment').locator('option:checked')).toHaveText('Commitment');
  await expect(becomes('LOC').locator('option:checked')).toHaveText('New label');
  await becomes('LOC').selectOption('Place');
  await becomes('junk').selectOption('Leave out');
  await expect(items(page)).toHaveCount(1);
  await question.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(question).toBeHidden();
  await expect(page.getByRole('status')).toContainText('Imported 3 annotations. 1 annotation left out.');
  await expect(items(page)).toHaveText([/Place\s*Vienna/, /Commitment\s*The EU will send/, /Place\s*Odesa/, /Place\s*Kyiv/]);
  await expect(article(page)).toHaveText(TEXT);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveText([/Place\s*Kyiv/]);
  await page.keyboard.press('ControlOrMeta+y');
  await expect(items(page)).toHaveCount(4);
});

test('a new label comes in the same step as what it marks', async ({ page }) => {
  await annotate(page, TEXT);
  await pick(page, 'notes.jsonld', file(annotation('Mr. Novak', 'Speaker')));
  await dialog(page, 'Import').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(items(page)).toHaveText([/Speaker\s*Mr\. Novak/]);
  await expect(page.locator('.counts')).toContainText('Speaker');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(0);
  await expect(page.locator('.counts')).not.toContainText('Speaker');
});

test('offsets can be read otherwise, and Cancel leaves everything as it was', async ({ page }) => {
  await annotate(page, TEXT);
  await pick(page, 'notes.jsonld', file(annotation('Odesa', 'Place')));
  const question = dialog(page, 'Import');
  await question.getByText('Read them otherwise').click();
  await question.getByRole('combobox', { name: 'Offsets count' }).selectOption('code points');
  await expect(question).toContainText('Offsets were code points; 0 of 1 quotes match.');
  await expect(question).toContainText('“Odesa” did not stand at its offsets; it was found by its words.');
  await question.getByRole('combobox', { name: 'Offsets count' }).selectOption('what fits best');
  await expect(question).toContainText('1 of 1 quotes match.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(items(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true');
});

test('annotations without an article say what is missing', async ({ page }) => {
  await pick(page, 'notes.jsonld', file(annotation('Odesa', 'Place')));
  await expect(page.getByRole('alert')).toContainText('notes.jsonld: ');
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
});

test('a question is not taken away by the next one', async ({ page }) => {
  await annotate(page, TEXT);
  const release = await holdFiles(page);
  await pick(page, 'first.jsonld', file(annotation('Odesa', 'Place')));
  await pick(page, 'second.jsonld', file(annotation('Vienna', 'Place')));
  await release();
  const question = dialog(page, 'Import');
  await expect(question).toContainText('first.jsonld');
  // The second file is read within a moment, unless it is picked now: then it waits as well.
  const dropped = await page.evaluateHandle((content) => {
    const carried = new DataTransfer();
    carried.items.add(new File([content], 'third.jsonld'));
    return carried;
  }, file(annotation('Kyiv', 'Place')));
  await question.dispatchEvent('drop', { dataTransfer: dropped });
  await page.waitForTimeout(500);
  for (const name of ['first', 'second', 'third']) {
    await expect(question).toContainText(`${name}.jsonld`);
    await question.getByRole('button', { name: 'Import', exact: true }).click();
  }
  await expect(items(page)).toHaveText([/Vienna/, /Odesa/, /Kyiv/]);
});

test('an article and its annotations come in together, and what is no file for Gloss is named', async ({ page }) => {
  await pickAll(page, [
    ['article.txt', TEXT],
    ['notes.jsonld', file(annotation('Odesa', 'Place'))],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff])],
  ]);
  const question = dialog(page, 'Import');
  await expect(article(page)).toHaveText(TEXT);
  await expect(question).toContainText('1 annotation for the article that is open.');
  await expect(question).toContainText('picture.png: ');
  await question.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(items(page)).toHaveText([/Place\s*Odesa/]);
});

test('several files of which none can be read are listed', async ({ page }) => {
  await pickAll(page, [
    ['a.json', '[1, 2'],
    ['b.txt', ''],
  ]);
  await expect(dialog(page, 'About these files').getByRole('listitem')).toHaveText([/^a\.json: The file is not JSON/, /^b\.txt: There is no text/]);
});

test('what a format cannot hold is said before anything is written', async ({ page }) => {
  await annotate(page, TEXT);
  await tag(page, 'Odesa', '3');
  await page.getByRole('textbox', { name: 'Note' }).fill('the port');
  await tag(page, 'Kyiv', '3');
  await page.keyboard.press('Escape');
  const open = page.getByRole('button', { name: 'Export', exact: true });
  await open.click();
  const window = dialog(page, 'Export');
  await expect(window.getByRole('radio', { name: /^Gloss JSON/ })).toBeChecked();
  await expect(window.getByRole('status')).toHaveText('Nothing is lost.');
  await window.getByRole('radio', { name: /^W3C Web Annotation/ }).check();
  await expect(window.getByRole('status')).toHaveText(/^W3C Web Annotation cannot hold \d+ things?:$/);
  await expect(window).toContainText('ministers-meet-in-vienna.jsonld');
  const download = await saved(page, () => window.getByRole('button', { name: 'Download' }).click());
  expect(download.suggestedFilename()).toMatch(/\.jsonld$/);
  const written = readFileSync((await download.path())!, 'utf8');
  expect(written).toContain('"exact":"Odesa"');
  await expect(open).toBeFocused();
  // The work is not kept by a file that does not hold it.
  await expect(page.getByRole('status')).toContainText('It does not hold everything');
  await expect(page.getByRole('button', { name: 'Download JSON' })).toHaveClass(/unsaved/);

  // What was written comes back: everything is there already.
  await pick(page, download.suggestedFilename(), written);
  await dialog(page, 'Import').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('2 were here already');
});

test('all documents go into one file, from which they all come back', async ({ page, browser }) => {
  await annotate(page, TEXT);
  await tag(page, 'Odesa', '3');
  await pick(page, 'second.txt', 'Second in Lagos.');
  await expect(article(page)).toHaveText('Second in Lagos.');
  await tag(page, 'Lagos', '3');
  const all = async (format: RegExp): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const window = dialog(page, 'Export');
    await window.getByRole('radio', { name: 'All 2' }).check();
    await window.getByRole('radio', { name: format }).check();
    const download = await saved(page, () => window.getByRole('button', { name: 'Download' }).click());
    return readFileSync((await download.path())!);
  };
  const lines = (await all(/^Gloss JSON Lines/)).toString();
  const files: GlossFile[] = lines.trim().split('\n').map((line) => JSON.parse(line));
  expect(files.map(({ annotations }) => annotations.map(({ quote }) => quote))).toEqual([['Odesa'], ['Lagos']]);
  const zip = await all(/^Gloss JSON ?\.gloss\.json/);
  expect(zip.subarray(0, 2).toString()).toBe('PK');
  await expect(page.getByRole('status')).toContainText(/Downloaded .*\.zip, 2 documents\./);
  await expect(page.getByRole('button', { name: 'Download JSON' })).not.toHaveClass(/unsaved/);
  await all(/^W3C Web Annotation/);

  // In another browser, which has nothing of it.
  const other = await browser.newPage();
  await other.goto('./');
  await pick(other, 'all.zip', zip);
  await expect(other.getByRole('group', { name: 'Documents' })).toContainText('1 of 2');
  await expect(items(other)).toHaveText([/Place\s*Odesa/]);
  await other.keyboard.press('Alt+PageDown');
  await expect(items(other)).toHaveText([/Place\s*Lagos/]);
});
