// Suggestions: rules propose, a person decides, and only what was accepted is in the file.
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, click, download, drag, exportAll, inPython, items, kept, pick, suggested, suggestion, tag } from './desk.ts';

const TEXT = `Harbour board backs new quay
Mayor Ana Ruiz said the port lost 40 jobs last year. Union leader Tom Beck denied that more cuts were planned.
“We will build a second quay by 2028,” Ruiz said. The board pledged to spend 12 million euros on it.
According to the harbour office, traffic rose by a third in spring. Beck told reporters that crews were tired.
The council promised to publish the contracts within 30 days.`;

const waiting = (page: Page): Promise<string[]> =>
  article(page).evaluate((root) => [...new Set([...root.querySelectorAll<HTMLElement>('mark.suggested')].map(({ dataset }) => dataset.id!))]);

/** An article whose suggestions are far from its top, and from each other. */
const quiet = 'Nothing else was there on that day, nor on any other.\n'.repeat(14);
const LONG = `${quiet}“We will build a second quay by 2028,” Ruiz said.\n${quiet}“We will publish the contracts within 30 days,” Beck said.\n${quiet}`;

/** Looks at one suggestion after the other, of which all words are seen each time: within the window, and below nothing. */
async function allSeen(page: Page): Promise<void> {
  const words = suggestion(page).locator('blockquote');
  const count = (await waiting(page)).length;
  expect(count).toBeGreaterThan(1);
  for (let number = 0; number <= count; number++) {
    const seen = () =>
      article(page).evaluate((root) => {
        const boxes = [...root.querySelectorAll('mark.chosen')].flatMap((mark) => [...mark.getClientRects()]);
        const middles = boxes.map(({ x, y, width, height }) => document.elementFromPoint(x + width / 2, y + height / 2));
        return middles.length > 0 && middles.every((element) => root.contains(element));
      });
    await expect.poll(seen).toBe(true);
    const before = (await words.textContent())!;
    await suggestion(page).getByRole('button', { name: 'Next', exact: true }).click();
    await expect(words).not.toHaveText(before);
  }
}

/** Opens an article that names Paris three times, and asks which place the first suggestion means. */
async function paris(page: Page): Promise<Locator> {
  await page.goto('./');
  await annotate(page, 'The mayor met officials from Paris. In Lyon and in Paris it rained. Paris was cold.');
  await page.keyboard.press('g');
  await expect(suggestion(page)).toContainText('capital of France');
  await page.keyboard.press('l');
  return page.getByRole('dialog', { name: 'Which place is “Paris”?' });
}

/** Opens the page and has the article read. */
async function begin(page: Page): Promise<void> {
  await page.goto('./');
  await suggested(page, TEXT);
}

test('accept three, reject two, change one: only what was accepted is in the file, and says who made it', async ({ page }) => {
  await begin(page);
  const all = (await waiting(page)).length;
  expect(all).toBeGreaterThanOrEqual(6);
  await article(page).focus();
  for (const [number, key] of ['y', 'Delete', 'y', 'Backspace', 'y'].entries()) {
    const words = await suggestion(page).locator('blockquote').textContent();
    await page.keyboard.press(key);
    await expect.poll(async () => (await waiting(page)).length).toBe(all - number - 1);
    await expect(suggestion(page).locator('blockquote')).not.toHaveText(words!);
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

test('what a person does while the rules read is not interrupted: the suggestions wait', async ({ page }) => {
  // They read as long as the test says.
  const start = async (): Promise<() => void> => {
    let go = () => {};
    const released = new Promise<void>((done) => (go = done));
    await page.goto('./');
    await page.unrouteAll();
    await page.route('**/lexicon.txt', async (route) => {
      await released;
      await route.continue();
    });
    await page.getByRole('button', { name: 'New', exact: true }).or(page.getByRole('textbox', { name: 'Article text' })).first().click();
    await annotate(page, TEXT);
    return go;
  };
  const ready = page.getByRole('status').filter({ hasText: /suggestions: press g for the first/ });
  let go = await start();
  await tag(page, 'second quay', '1');
  await article(page).focus();
  await page.keyboard.press('g');
  const note = page.getByRole('region', { name: 'Annotation', exact: true }).getByRole('textbox', { name: 'Note' });
  await note.click();
  await page.keyboard.type('yes');
  go();
  await expect(ready).toBeVisible();
  await page.keyboard.type(', they say');
  await expect(note).toHaveValue('yes, they say');
  await expect(items(page)).toHaveCount(1);

  go = await start();
  await article(page).focus();
  await page.keyboard.press('g');
  await drag(page, 'second quay');
  go();
  await expect(ready).toBeVisible();
  await page.keyboard.press('2');
  await expect(items(page)).toHaveText([/^Commitment\s*second quay/]);

  // What is shown meanwhile is another article, with suggestions of its own.
  go = await start();
  await page.keyboard.press('g');
  await pick(page, 'other.txt', TEXT.replaceAll('Ruiz', 'Ruis'));
  await expect(article(page)).toContainText('Ruis');
  go();
  await expect(ready).toBeVisible();
  await expect(suggestion(page)).toHaveCount(0);
});

test('a button of a suggestion keeps the focus for the next one', async ({ page }) => {
  await begin(page);
  const all = (await waiting(page)).length;
  const words = suggestion(page).locator('blockquote');
  for (const [name, left, accepted] of [['Reject', all - 2, 0], ['Next', all - 2, 0], ['Accept', all - 4, 2]] as const) {
    const button = suggestion(page).getByRole('button', { name, exact: true });
    await button.focus();
    for (const _ of ['once', 'and again']) {
      const before = (await words.textContent())!;
      await page.keyboard.press('Enter');
      await expect(words).not.toHaveText(before);
      await expect(button).toBeFocused();
    }
    await expect.poll(async () => (await waiting(page)).length).toBe(left);
    await expect(items(page)).toHaveCount(accepted);
  }
  const before = (await words.textContent())!;
  const next = suggestion(page).getByRole('button', { name: 'Next', exact: true });
  await next.click();
  await expect(words).not.toHaveText(before);
  await expect(next).toBeFocused();
  // After the last one there is no such button.
  const reject = suggestion(page).getByRole('button', { name: 'Reject' });
  for (let left = all - 4; left > 0; left--) {
    await reject.click();
    await expect.poll(async () => (await waiting(page)).length).toBe(left - 1);
  }
  await expect(suggestion(page)).toHaveCount(0);
  await expect(article(page)).toBeFocused();
});

test('on a narrow page the suggestion that is looked at is seen above the raised panel', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./');
  await annotate(page, LONG);
  await page.locator('.lift').click();
  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(suggestion(page)).toBeVisible();
  await allSeen(page);
});

test('the suggestion that is looked at is seen above the map', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./');
  await suggested(page, LONG);
  await article(page).focus();
  await page.keyboard.press('m');
  await expect(page.getByRole('region', { name: 'Map', exact: true })).toBeVisible();
  await allSeen(page);
});

test('all of a label are accepted in one step, after a look', async ({ page }) => {
  await begin(page);
  const suggestions = page.getByRole('region', { name: 'Suggestions' });
  const before = (await waiting(page)).length;
  await suggestions.getByRole('button', { name: /^Claim: / }).click();
  const dialog = page.getByRole('dialog', { name: /^Claim: / });
  await expect(dialog.getByRole('checkbox').first()).toBeVisible();
  const claims = await dialog.getByRole('checkbox').count();
  expect(claims).toBeGreaterThan(2);
  await dialog.getByRole('checkbox').first().uncheck();
  await dialog.getByRole('button', { name: `Accept ${claims - 1}` }).click();
  await expect(items(page)).toHaveCount(claims - 1);
  await expect.poll(() => waiting(page)).toHaveLength(before - claims + 1);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(0);
  await expect.poll(() => waiting(page)).toHaveLength(before);
});

test('a label’s key accepts with that label, and a click looks at a suggestion', async ({ page }) => {
  await begin(page);
  await click(page, 'publish the contracts');
  await expect(suggestion(page)).toBeVisible();
  await page.keyboard.press('3');
  await expect(items(page)).toHaveCount(1);
  await expect(items(page)).toContainText('Place');
});

test('unlikely ones are shown when asked for', async ({ page }) => {
  await begin(page);
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
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await page.unroute('**/lexicon.txt');
  await page.keyboard.press('g');
  await expect(suggestion(page)).toBeVisible();
});

test('a place is corrected to its runner-up, with its other mentions, and the points are in the GeoJSON', async ({ page }) => {
  const dialog = await paris(page);
  const field = dialog.getByRole('combobox', { name: 'Name of the place' });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Paris');
  const options = dialog.getByRole('option');
  await expect(options.first()).toContainText('Paris');
  await expect(dialog.getByRole('option', { selected: true })).toHaveText(await options.first().textContent() as string);
  await expect(dialog).toContainText('GeoNames');
  // Escape closes it, whatever is in the field.
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.keyboard.press('l');
  await expect(field).toBeFocused();
  await field.pressSequentially('paris, tex');
  await expect(options.first()).toContainText('city in Texas, United States · 25,000 people');
  await expect(dialog.getByRole('checkbox', { name: 'the same for 2 other mentions of these words' })).toBeVisible();
  await dialog.getByRole('checkbox').check();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(items(page)).toHaveCount(3);
  const annotation = page.getByRole('region', { name: 'Annotation', exact: true });
  await expect(annotation).toContainText('city · US · 33.661, -95.556 · GeoNames 4717560');
  // Another name that is written by hand takes the point away, and undo brings it back.
  const name = annotation.getByRole('textbox', { name: 'Place', exact: true });
  await name.fill('Lutetia');
  await name.blur();
  await expect(page.getByRole('status')).toContainText('its point on the map is gone');
  await expect(annotation).not.toContainText('GeoNames');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(annotation).toContainText('GeoNames 4717560');
  await article(page).focus();
  await page.keyboard.press('m');
  const map = page.getByRole('region', { name: 'Map', exact: true });
  await expect(map.getByRole('list', { name: 'Places on the map' }).getByRole('listitem')).toHaveText(/^Paris.*3 mentions.*33\.66° N, 95\.56° W$/);
  await expect(map).toContainText('Suggested, and here once they are accepted: 1 mention.');
  await page.keyboard.press('m');
  await expect(map).toBeHidden();
  const { bytes } = await download(page);
  const file = JSON.parse(bytes);
  expect(inPython(bytes)).toEqual({ wrong: [], count: 3 });
  for (const { quote, by, attributes } of file.annotations) {
    expect([quote, by, attributes.place, attributes.geonames, attributes.lat]).toEqual(['Paris', 'person', 'Paris', '4717560', '33.661']);
  }
  const files = await exportAll(page, test.info().outputDir);
  const [, geojson] = [...files].find(([name]) => name.endsWith('geojson'))!;
  const points = JSON.parse(readFileSync(geojson, 'utf8')).features.map(({ geometry }: { geometry: unknown }) => geometry);
  expect(points).toEqual(Array(3).fill({ type: 'Point', coordinates: [-95.556, 33.661] }));
  // One step: all three are suggestions again.
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(0);
});

test('a place that no list has is called as a person writes it', async ({ page }) => {
  await page.goto('./');
  await annotate(page, 'They met at the old mill near Odesa.');
  await tag(page, 'old mill', '3');
  await page.getByRole('button', { name: 'Look up the place' }).click();
  const dialog = page.getByRole('dialog', { name: 'Which place is “old mill”?' });
  await dialog.getByRole('combobox').fill('Stariy Mlyn');
  await dialog.getByRole('option', { name: 'as it is written' }).click();
  await expect(page.getByRole('status')).toContainText('“old mill” is “Stariy Mlyn”.');
  const file = JSON.parse((await download(page)).bytes);
  expect(file.annotations[0].attributes).toEqual({ place: 'Stariy Mlyn' });
  // Without the list nothing is lost, and it is said.
  await page.reload();
  await page.route('**/cities.tsv', (route) => route.abort());
  await expect(items(page)).toHaveCount(1);
  await items(page).getByRole('button').click();
  await page.keyboard.press('l');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
});

test('looking up a suggestion’s place says what was done with it', async ({ page }) => {
  const dialog = await paris(page);
  await dialog.getByRole('checkbox', { name: 'the same for 2 other mentions' }).check();
  await dialog.getByRole('option').first().click();
  await expect(page.getByRole('status').locator('.said')).toHaveText(/^3 mentions of “Paris” are Paris, .*capital of France/);
  const annotation = page.getByRole('region', { name: 'Annotation', exact: true });
  await expect(annotation.getByRole('blockquote')).toHaveText('Paris');
});

for (const [name, file, key] of [['suggestions', 'lexicon.txt', 'g'], ['a place', 'cities.tsv', 'l']] as const) {
  test(`while nothing comes of a list for ${name} it is said what is waited for, and it can be cancelled`, async ({ page }) => {
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => (answer = resolve));
    await page.route(`**/${file}`, async (route) => {
      await asked;
      await route.continue();
    });
    await page.goto('./');
    await annotate(page, 'They met in Paris.');
    await tag(page, 'Paris', '3');
    await article(page).focus();
    await page.keyboard.press(key);
    const reading = page.getByRole('group', { name: 'Reading a file' });
    await expect(reading.getByRole('progressbar', { name: `Reading ${file}` })).toBeVisible();
    await reading.getByRole('button', { name: 'Cancel' }).click();
    await expect(reading).toBeHidden();
    await article(page).focus();
    await page.keyboard.press(key);
    await expect(reading).toBeVisible();
    answer();
    await expect(reading).toBeHidden();
    const found = key === 'l' ? page.getByRole('dialog', { name: 'Which place is “Paris”?' }) : page.getByRole('status').filter({ hasText: 'suggest' });
    await expect(found).toBeVisible();
  });
}

for (const { width, height } of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`the list of all suggestions of a label has the height that there is at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.goto('./');
    await annotate(page, Array.from({ length: 40 }, (_, number) => `Mayor Ana Ruiz said that port ${number} lost 40 jobs last year.`).join('\n'));
    if (width < 760) await page.locator('.lift').click();
    await page.getByRole('button', { name: 'Suggest', exact: true }).click();
    await expect(suggestion(page)).toBeVisible();
    await page.getByRole('region', { name: 'Suggestions' }).getByRole('button', { name: /^Claim: / }).click();
    const dialog = page.getByRole('dialog', { name: /^Claim: / });
    const answer = (await dialog.getByRole('button', { name: /^Accept/ }).boundingBox())!;
    // Nearly all that is above the buttons is the list.
    const seen = await dialog.getByRole('listitem').evaluateAll(
      (rows, bottom) => rows.map((row) => row.getBoundingClientRect()).filter((row) => row.bottom < bottom).reduce((sum, row) => sum + row.height, 0),
      answer.y,
    );
    expect(seen).toBeGreaterThan(Math.min(704, height - 32) - 240);
    await dialog.getByRole('listitem').last().scrollIntoViewIfNeeded();
    await expect(dialog.getByRole('button', { name: /^Accept/ })).toBeInViewport({ ratio: 1 });
  });
}
