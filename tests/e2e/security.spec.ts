// There is no way in and no way out: nothing that is written here runs, nothing is asked of any server once the page is
// there, and every door that a browser has for such things is shut.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, command, download, exportAll, items, pick, start, tag, type GlossFile } from './desk.ts';
import { DIST, host } from './host.ts';
import { watch } from './watch.ts';

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const file = async (page: Page): Promise<GlossFile & { document: { title?: string } }> => JSON.parse((await download(page)).bytes);

/** Opens a file of this article that was exported, and says yes if the page asks; all that is in it is here. */
async function bringBack(page: Page, path: string, asks: boolean): Promise<void> {
  const said = page.getByRole('status').locator('span');
  await said.evaluateAll((all) => all.forEach((one) => one.classList.add('before')));
  await pick(page, path.split('/').at(-1)!, readFileSync(path));
  if (asks) await dialog(page, 'Import').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('status').locator('span:not(.before)')).toContainText('here already');
}

test.describe('what nobody sees', () => {
  const text = 'The min\u200bister said \u202eno\u202c to pay\u200dpal.\u001b[31m 👩\u200d🚒 می\u200cخواهم';

  test('is seen in the article and in lists, and the text stays as it is', async ({ page }) => {
    await start(page);
    await annotate(page, text);
    const signs = await article(page).locator('.control').evaluateAll((all) => all.map((one) => getComputedStyle(one, '::before').content));
    expect(signs).toEqual(['U+200B', 'U+202E', 'U+202C', 'U+200D', 'U+001B'].map((name) => `"${name}"`));
    expect(await article(page).evaluate((root) => root.textContent)).toBe(text);
    await article(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('1');
    const shown = 'The min[U+200B]ister said [U+202E]no[U+202C] to pay[U+200D]pal.[U+001B][31m 👩\u200d🚒 می\u200cخواهم';
    await expect(items(page).locator('.quote')).toHaveText(shown);
    await expect(page.getByRole('region', { name: 'Annotation', exact: true }).getByRole('blockquote')).toHaveText(shown);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(shown);
    expect((await file(page)).annotations[0]!.quote).toBe(text);
  });
});

test.describe('requests', () => {
  test.use({ serviceWorkers: 'allow' });

  test('once the page is there nothing is asked of any server, in a whole session', async ({ page, context }) => {
    test.slow();
    const server = await host(DIST);
    const complaints = await watch(page);
    // The parts that come later, and the copy that the browser keeps.
    const last = page.waitForResponse(/split_formats/);
    await page.goto(server.url);
    await last;
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.waitForLoadState('networkidle');
    server.asked.length = 0;
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    await annotate(page, 'One minister spoke in Vienna, and 40% agreed: see https://example.org/a.');
    await tag(page, 'Vienna', '3');
    await tag(page, 'minister spoke', '1');
    const card = page.getByRole('region', { name: 'Annotation', exact: true });
    await card.getByRole('textbox', { name: 'Note' }).fill('<img src="https://example.org/x">');
    await card.getByRole('textbox', { name: 'Speaker' }).fill('https://example.org/');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^About the article/ }).click();
    await dialog(page, 'About the article').getByRole('textbox', { name: 'Source' }).fill('https://example.org/a');
    await dialog(page, 'About the article').getByRole('button', { name: 'Save' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('minister');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await download(page);
    await command(page, 'labels and');
    await dialog(page, 'Labels and guidelines').getByRole('textbox', { name: 'Name of a new label' }).fill('https://example.org/label');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    // What goes out in all formats, and comes in again.
    const files = await exportAll(page, test.info().outputDir);
    expect(files.size).toBeGreaterThanOrEqual(14);
    for (const ending of ['gloss.json', 'jsonld', 'jsonl']) await bringBack(page, files.get(ending)!, ending !== 'gloss.json');
    await pick(page, 'page.html', '<!doctype html><title>T</title><link rel=stylesheet href="https://example.org/a.css"><article><h1>T</h1><p>One <img src="https://example.org/b.png"> two three.</p></article>');
    await expect(article(page)).toContainText('two three.');
    // The library, with a document renamed, as it was earlier, and opened.
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('searchbox', { name: 'Search in all documents' }).fill('40%');
    const kept = page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem');
    await expect(kept).toHaveCount(1);
    await kept.getByRole('button', { name: /^Rename/ }).click();
    await dialog(page, 'Rename').getByRole('textbox').fill('https://example.org/');
    await page.keyboard.press('Enter');
    await kept.getByRole('button', { name: /^Earlier versions/ }).click();
    await expect(page.getByRole('list', { name: 'Versions' })).toBeVisible();
    await page.keyboard.press('Escape');
    await kept.getByRole('button').first().click();
    await expect(article(page)).toContainText('One minister');
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await page.keyboard.press('Escape');
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    expect(server.asked).toEqual([]);
    expect(await complaints()).toEqual([]);
    await server.close();
  });
});

test.describe('doors', () => {
  test('no other page can show it in a frame', async ({ page }) => {
    const other = await host(DIST);
    other.instead.set('frame.html', { type: 'text/html', body: '' });
    await page.route(`${other.url}frame.html`, (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${process.env.GLOSS_URL}"></iframe>` }));
    await page.goto(`${other.url}frame.html`);
    const frame = page.frames()[1]!;
    await expect.poll(() => frame.url()).toMatch(/^chrome-error:/);
    await other.close();
  });
});
