// Pointing, choosing and changing, by mouse and keys.
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, click, download, drag, items, place, start, tag, type GlossFile } from './desk.ts';

const TEXT = `Ministers meet in Vienna
The EU will send 500 pumps to Odesa by May, Mr. Novak said. Kyiv asked for more.
Nothing else was agreed.`;

test.beforeEach(async ({ page }) => {
  await start(page);
  await annotate(page, TEXT);
});

const selected = (page: Page): Promise<string> => page.evaluate(() => String(getSelection()));
const card = (page: Page) => page.getByRole('region', { name: 'Annotation', exact: true });
const chosen = (page: Page) => card(page).locator('blockquote');

/** The quotes that the next file holds. */
async function quotes(page: Page): Promise<string[]> {
  const file: GlossFile = JSON.parse((await download(page)).bytes);
  return file.annotations.map(({ label, quote }) => `${label}: ${quote}`);
}

test('a drag snaps to words, and with Alt it does not', async ({ page }) => {
  await drag(page, 'end 500 pum');
  expect(await selected(page)).toBe('send 500 pumps');
  await page.keyboard.press('2');
  await drag(page, 'des', 'Alt');
  expect(await selected(page)).toBe('des');
  await page.keyboard.press('3');
  expect(await quotes(page)).toEqual(['commitment: send 500 pumps', 'place: des']);
});

test('a double click takes the word, a triple click the sentence', async ({ page }) => {
  await click(page, 'Odesa', 2);
  await expect.poll(() => selected(page)).toBe('Odesa');
  await page.keyboard.press('3');
  await click(page, 'Novak', 3);
  await expect.poll(() => selected(page)).toBe('The EU will send 500 pumps to Odesa by May, Mr. Novak said.');
  await page.keyboard.press('1');
  expect(await quotes(page)).toEqual([
    'claim: The EU will send 500 pumps to Odesa by May, Mr. Novak said.',
    'place: Odesa',
  ]);
});

test('the buttons beside the selection tag too', async ({ page }) => {
  await drag(page, 'Vienna');
  const labels = page.getByRole('toolbar', { name: 'Labels' });
  await expect(labels.getByRole('button')).toHaveText([/Claim/, /Commitment/, /Place/]);
  const [bar, words] = [await labels.boundingBox(), await place(page, 'Vienna')];
  expect(Math.abs(bar!.y + bar!.height / 2 - words.from.y)).toBeLessThan(80);
  await labels.getByRole('button', { name: 'Place' }).click();
  await expect(page.getByRole('status')).toHaveText('Added. Place: “Vienna”');
  await expect(labels).toBeHidden();
  expect(await selected(page)).toBe('');
  expect(await quotes(page)).toEqual(['place: Vienna']);
});

test('a selection that leaves the article is cut at its edge, one outside of it is none', async ({ page }) => {
  await article(page).evaluate((root) => {
    const range = document.createRange();
    range.setStart(document.querySelector('header')!, 0);
    range.setEnd(root.querySelector('p')!.firstChild!, 9);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
  });
  await page.keyboard.press('1');
  await expect(items(page)).toHaveText(['ClaimMinisters']);
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('header')!));
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('header')!));
  await page.keyboard.press('2');
  await expect(page.getByRole('alert')).toHaveText('Nothing is selected: select words of the article first.');
  await expect(items(page)).toHaveCount(1);
});

test('everything selected is the whole article', async ({ page }) => {
  await article(page).click();
  await page.keyboard.press('ControlOrMeta+A');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(items(page)).toHaveCount(1);
  expect(await quotes(page)).toEqual([`claim: ${TEXT}`]);
});

test('a click chooses the shortest, another click the next one below it', async ({ page }) => {
  await tag(page, 'The EU will send 500 pumps to Odesa by May', '1');
  await tag(page, 'send 500 pumps to Odesa', '2');
  await tag(page, 'Odesa', '3');
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  for (const words of ['Odesa', 'send 500 pumps to Odesa', 'The EU will send 500 pumps to Odesa by May', 'Odesa']) {
    await click(page, 'Odesa');
    await expect(chosen(page)).toHaveText(words);
  }
  await click(page, 'Nothing');
  await expect(card(page)).toBeHidden();
});

test('overlapping and nested annotations are all seen, each on a line of its own', async ({ page }) => {
  await tag(page, 'The EU will send 500 pumps to Odesa by May', '1');
  await tag(page, 'send 500 pumps to Odesa by May, Mr. Novak', '2');
  await tag(page, 'Odesa', '3');
  const drawn = await article(page).evaluate((root) =>
    [...root.querySelectorAll('mark')].map((mark) => {
      const { textDecorationStyle, textUnderlineOffset } = getComputedStyle(mark);
      return [mark.textContent, textDecorationStyle, Math.round(parseFloat(textUnderlineOffset))];
    }),
  );
  const lanes = drawn.map(([, , lane]) => lane);
  expect(drawn.map(([words, style]) => [words, style])).toEqual([
    ['The EU will send 500 pumps to Odesa by May', 'solid'],
    ['send 500 pumps to Odesa by May', 'double'],
    ['Odesa', 'dotted'],
    [', Mr. Novak', 'double'],
  ]);
  expect(new Set(lanes.slice(0, 3)).size).toBe(3);
  expect(lanes[3]).toBe(lanes[1]);
  expect(await article(page).evaluate((root) => root.textContent)).toBe(TEXT);
});

test('relabel, remove, undo and redo', async ({ page }) => {
  await tag(page, 'Odesa', '1');
  await tag(page, 'Kyiv', '3');
  await click(page, 'Odesa');
  await page.keyboard.press('3');
  await expect(items(page)).toHaveText(['PlaceOdesa', 'PlaceKyiv']);
  await card(page).getByRole('radio', { name: 'Commitment' }).check();
  await expect(items(page)).toHaveText(['CommitmentOdesa', 'PlaceKyiv']);
  await page.getByRole('listitem').filter({ hasText: 'Kyiv' }).getByRole('button').click();
  await page.keyboard.press('Delete');
  await expect(items(page)).toHaveText(['CommitmentOdesa']);
  await expect(page.getByRole('status')).toHaveText('Removed. Place: “Kyiv”');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveText(['CommitmentOdesa', 'PlaceKyiv']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items(page)).toHaveText(['PlaceOdesa', 'PlaceKyiv']);
  // A click must not clear what can be redone.
  await click(page, 'Kyiv');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(items(page)).toHaveText(['CommitmentOdesa']);
  await click(page, 'Odesa');
  await card(page).getByRole('button', { name: 'Remove' }).click();
  await expect(items(page)).toHaveCount(0);
});

test('the next and the previous one by key; the list and the text follow', async ({ page }) => {
  await tag(page, 'Vienna', '3');
  await tag(page, 'Kyiv', '3');
  await page.keyboard.press('Escape');
  for (const [key, words] of [['n', 'Vienna'], ['n', 'Kyiv'], ['n', 'Vienna'], ['p', 'Kyiv'], ['p', 'Vienna']] as const) {
    await page.keyboard.press(key);
    await expect(chosen(page)).toHaveText(words);
    await expect(items(page).locator('[aria-current]')).toHaveText(`Place${words}`);
    await expect(article(page).locator('mark.chosen')).toHaveText(words);
  }
});

test('keys go to a text field when one is typed in', async ({ page }) => {
  await tag(page, 'Vienna', '3');
  await page.getByRole('textbox', { name: 'Note' }).click();
  await page.keyboard.type('1 n? p2');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Tab');
  await expect(items(page)).toHaveText(['PlaceVienna']);
  const file: GlossFile = JSON.parse((await download(page)).bytes);
  expect(file.annotations[0]!.note).toBe('1 n? p');
});

test('the same words with the same label are marked once', async ({ page }) => {
  await tag(page, 'Vienna', '3');
  await drag(page, 'Vienna');
  await page.keyboard.press('3');
  await expect(page.getByRole('status')).toHaveText('Already there. Place: “Vienna”');
  await expect(items(page)).toHaveCount(1);
});

test('the text in the page is the article after a hundred random actions', async ({ page }) => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 16807) % 2147483647) % below;
  const words = TEXT.split(/\s+/).filter((word) => word.length > 3);
  for (let i = 0; i < 100; i++) {
    const action = random(6);
    if (action < 3) {
      await click(page, words[random(words.length)]!, 1 + random(3));
      await page.keyboard.press(String(1 + random(3)));
    } else {
      await page.keyboard.press(['n', 'Delete', 'ControlOrMeta+z', 'ControlOrMeta+y', 'Escape'][random(5)]!);
    }
    expect(await article(page).evaluate((root) => root.textContent)).toBe(TEXT);
  }
});

test('nothing is cut off at 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await drag(page, 'Vienna');
  await page.getByRole('toolbar', { name: 'Labels' }).getByRole('button', { name: 'Place' }).click();
  await page.getByRole('button', { name: '1 annotation' }).click();
  await expect(card(page)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Download JSON' })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
