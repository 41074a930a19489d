// Long texts, many annotations, and how little a change changes.
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, drag, drawn, items, pick, place, start, tag, type GlossFile } from './desk.ts';

const PARAGRAPH = 'The delegation from Šibenik 🚢 said that the harbour would open by May, and the ministers of Мostar agreed. ';

/** A text of so many numbered paragraphs: many chunks of the page. */
const paragraphs = (count: number): string =>
  Array.from({ length: count }, (_, i) => `${i + 1}. ${PARAGRAPH.repeat(1 + (i % 3))}`.trim()).join('\n');

const textContent = (page: Page): Promise<string | null> => article(page).evaluate((root) => root.textContent);

/** A Gloss file with an annotation on each "harbour" of a text. */
function harbours(text: string): { file: string; count: number } {
  let [at, points] = [0, 0];
  const annotations = [...text.matchAll(/harbour/g)].map(({ index }, i) => {
    for (; at < index; at += text.codePointAt(at)! > 0xffff ? 2 : 1) points += 1;
    const label = ['claim', 'commitment', 'place'][i % 3];
    return { id: `h${i}`, label, start: points, end: points + 7, quote: 'harbour' };
  });
  const file = { format: 'gloss', version: 1, document: { id: 'd', text }, annotations };
  return { file: JSON.stringify(file), count: annotations.length };
}

test('the text in the page is the article after a thousand random actions', async ({ page }) => {
  test.setTimeout(300_000);
  const text = paragraphs(120);
  await start(page);
  await annotate(page, text);
  let seed = 11;
  const random = (below: number): number => (seed = (seed * 16807) % 2147483647) % below;
  const keys = ['1', '2', '3', 'n', 'p', 'Delete', 'Escape', 'ControlOrMeta+z', 'ControlOrMeta+y'];
  for (let i = 0; i < 1_000; i++) {
    const action = random(10);
    const [x, y] = [330 + random(560), 90 + random(600)];
    if (action < 2) {
      await page.mouse.click(x, y, { clickCount: 1 + random(3) });
    } else if (action < 4) {
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(330 + random(560), Math.min(690, y + random(120)));
      await page.mouse.up();
      await page.keyboard.press(keys[random(3)]!);
    } else if (action < 5) {
      await page.mouse.wheel(0, random(4_000) - 2_000);
    } else {
      await page.keyboard.press(keys[random(keys.length)]!);
    }
    expect(await textContent(page)).toBe(text);
  }
  const file: GlossFile = JSON.parse((await download(page)).bytes);
  expect(file.annotations.length).toBeGreaterThan(20);
  const points = [...file.document.text];
  for (const { start, end, quote } of file.annotations) expect(points.slice(start, end).join('')).toBe(quote);
});

test('a tag changes the paragraph that it stands in, and no other', async ({ page }) => {
  await start(page);
  await annotate(page, paragraphs(60));
  const watch = (): Promise<void> =>
    article(page).evaluate((root) => {
      const touched = new Set<string>();
      const observer = new MutationObserver((records) => {
        for (const { target, type } of records) {
          const paragraph = (target instanceof Element ? target : target.parentElement)!.closest('p');
          touched.add(`${type} ${paragraph?.textContent?.split('.')[0] ?? 'elsewhere'}`);
        }
      });
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      Object.assign(window, { touched: () => (observer.takeRecords(), [...touched].sort()) });
    });
  const touched = async (): Promise<string[]> => {
    await drawn(page);
    return page.evaluate(() => (window as unknown as { touched: () => string[] }).touched());
  };
  await watch();
  await drag(page, 'harbour');
  await page.keyboard.press('3');
  await expect(items(page)).toHaveCount(1);
  expect(await touched()).toEqual(['attributes 1', 'childList 1']);
  // What was chosen before looks otherwise now, but keeps its elements.
  await watch();
  await tag(page, '2. The delegation', '1');
  expect((await touched()).filter((what) => what.startsWith('childList'))).toEqual(['childList 2']);
  await watch();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(1);
  expect((await touched()).filter((what) => what.startsWith('childList'))).toEqual(['childList 2']);
});

test('of thousands of annotations the list holds those that are seen', async ({ page }) => {
  const text = paragraphs(2_000);
  const { file, count } = harbours(text);
  await start(page);
  await pick(page, 'many.json', file);
  await expect(article(page)).toBeVisible();
  expect(await items(page).count()).toBeLessThan(60);
  await expect(items(page).first()).toHaveAttribute('aria-setsize', String(count));
  await expect(page.locator('.counts')).toContainText(Math.ceil(count / 3).toLocaleString('en'));
  // The last one, by key: the list and the article go there.
  await page.keyboard.press('p');
  const last = items(page).and(page.locator(`[aria-posinset="${count}"]`));
  await expect(last).toBeInViewport();
  await expect(last.getByRole('button')).toHaveAttribute('aria-current', 'true');
  await expect(article(page).locator('mark.chosen')).toBeInViewport();
  expect(await items(page).count()).toBeLessThan(60);
  await page.keyboard.press('n');
  await expect(items(page).first()).toHaveAttribute('aria-posinset', '1');
  await expect(article(page).locator('mark.chosen')).toBeInViewport();
  expect(await textContent(page)).toBe(text);
});

test('marks that are seen are in the accessibility tree', async ({ page }) => {
  await start(page);
  await pick(page, 'many.json', harbours(paragraphs(200)).file);
  await expect(article(page).locator('mark').first()).toBeVisible();
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const roles = nodes.filter(({ ignored }) => !ignored).map(({ role }) => role?.value);
  expect(roles.filter((role) => role === 'mark').length).toBe(await article(page).locator('mark').count());
});

test('what is selected stays selected while the page is drawn', async ({ page }) => {
  // So many chunks that the first become plain text again before the last are drawn.
  const text = paragraphs(900);
  await start(page);
  await annotate(page, text);
  expect(await article(page).locator('.chunk').count()).toBeGreaterThan(80);
  await article(page).click();
  await page.keyboard.press('ControlOrMeta+A');
  // Through everything, so that every part of the text is drawn while it is selected.
  for (let i = 0; i < 120; i++) await page.mouse.wheel(0, 1_200);
  await expect.poll(() => page.evaluate(() => scrollY + innerHeight > document.documentElement.scrollHeight - 600)).toBe(true);
  await expect(article(page).locator('.chunk').first().locator('p')).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(items(page)).toHaveCount(1);
  const file: GlossFile = JSON.parse((await download(page)).bytes);
  expect(file.annotations[0]!.quote).toBe(text);
});

test('the shortest annotation under the mouse stands out, wherever it is cut', async ({ page }) => {
  await start(page);
  await annotate(page, 'The EU will send 500 pumps to Odesa by May, Mr. Novak said.');
  await tag(page, 'The EU will send 500 pumps to Odesa', '1');
  await tag(page, 'pumps to Odesa by May', '2');
  await page.keyboard.press('Escape');
  const { from } = await place(page, 'Odesa');
  await page.mouse.move(from.x + 2, from.y);
  await expect(article(page).locator('mark.hovered')).toHaveText(['pumps to Odesa', ' by May']);
  await page.mouse.move(from.x, from.y + 300);
  await expect(article(page).locator('mark.hovered')).toHaveCount(0);
});

test('a large file says how far it is, the page answers meanwhile, and Cancel leaves everything as it was', async ({ page }) => {
  test.setTimeout(90_000);
  // A slow disk: the first piece of the file comes late, the others only when the test says so.
  await page.addInitScript(() => {
    const read = Blob.prototype.arrayBuffer;
    Object.assign(window, { slow: true });
    let pieces = 0;
    Blob.prototype.arrayBuffer = async function () {
      const late = pieces++ === 0 ? 300 : 60_000;
      if ((window as unknown as { slow: boolean }).slow) await new Promise((done) => setTimeout(done, late));
      return read.call(this);
    };
  });
  await page.goto('./');
  await annotate(page, 'One line to keep.');
  await tag(page, 'line', '1');
  const { file } = harbours(paragraphs(50_000));
  expect(file.length).toBeGreaterThan(16_000_000);
  await pick(page, 'large.json', file);
  const reading = page.getByRole('group', { name: 'Reading a file' });
  await expect(reading.getByRole('progressbar', { name: 'Reading large.json' })).toBeVisible();
  expect(await reading.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
  await tag(page, 'keep', '2');
  await expect(reading).toBeVisible();
  await reading.getByRole('button', { name: 'Cancel' }).click();
  await expect(reading).toBeHidden();
  await expect(items(page)).toHaveText(['Claimline', 'Commitmentkeep']);
  // Not cancelled, it opens beside the work that was done meanwhile.
  await page.evaluate(() => Object.assign(window, { slow: false }));
  await pick(page, 'large.json', file);
  await expect(article(page)).toContainText('50000.', { timeout: 60_000 });
  await expect(reading).toBeHidden();
  await page.keyboard.press('Alt+PageUp');
  await expect(items(page)).toHaveText(['Claimline', 'Commitmentkeep']);
});

for (const [name, text, word] of [
  ['200,000 empty lines', `${'\n'.repeat(200_000)}Odesa`, 'Odesa'],
  ['100,000 emoji', '👩🏽‍⚖️🌍👨‍👩‍👧‍👦🚢❤️\n'.repeat(20_000) + 'Odesa', 'Odesa'],
  ['a megabyte in one paragraph', `${PARAGRAPH.repeat(9_000)}Odesa`, 'Odesa'],
  ['right to left', `${'قال الوزراء إن الميناء سيفتح في مايو. '.repeat(20)}\n`.repeat(700) + 'أوديسا', 'أوديسا'],
] as const) {
  test(`hard texts can be marked to their end: ${name}`, async ({ page }) => {
    test.setTimeout(60_000);
    await start(page);
    await annotate(page, text);
    // What was plain text becomes paragraphs on the way, and moves: a person goes on until the end stands still.
    const last = article(page).locator('.chunk').last().locator('p').last();
    await expect(async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      const before = await last.boundingBox({ timeout: 1_000 });
      await page.waitForTimeout(200);
      expect(await last.boundingBox({ timeout: 1_000 })).toEqual(before);
      await expect(last).toBeInViewport({ timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
    await drag(page, word);
    await page.keyboard.press('3');
    await expect(page.getByRole('status')).toHaveText(`Added. Place: “${word}”`);
    expect(await textContent(page)).toBe(text);
    const file: GlossFile = JSON.parse((await download(page)).bytes);
    expect(file.annotations.map(({ quote }) => quote)).toEqual([word]);
    expect([...text].length).toBe(file.annotations[0]!.end);
  });
}
