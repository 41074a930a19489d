// There is no way in and no way out: nothing that is written here runs, nothing is asked of any server once the page is
// there, and every door that a browser has for such things is shut.
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, items, pick, start, tag, type GlossFile } from './desk.ts';
import { DIST, host } from './host.ts';
import { ALL, NAUGHTY } from './naughty.ts';

/** What the browser says against the page, and whether anything of it ran. */
async function watch(page: Page): Promise<() => Promise<string[]>> {
  const said: string[] = [];
  page.on('dialog', (dialog) => {
    said.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/content security policy|trusted ?types/i.test(message.text())) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(`thrown: ${error.message}`));
  page.on('popup', () => said.push('a window'));
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective}: ${blockedURI}`));
  });
  return async () => [...said, ...(await page.evaluate(() => (window as unknown as { violations: string[] }).violations))];
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const file = async (page: Page): Promise<GlossFile & { document: { title?: string } }> => JSON.parse((await download(page)).bytes);

/** As Rust trims: white space, of which the byte-order mark is none. */
const trimmed = (words: string): string => words.replace(/^(?:(?!\ufeff)[\s\u0085])+|(?:(?!\ufeff)[\s\u0085])+$/g, '');
/** What a field of one line makes of words. */
const oneLine = (words: string): string => trimmed(words.replace(/\n/g, ''));

test('the list is long enough, and no string is in it twice', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(120);
  expect(new Set(ALL).size).toBe(ALL.length);
});

test.describe('naughty strings', () => {
  for (const [category, strings] of Object.entries(NAUGHTY)) {
    test(`${category}, as articles`, async ({ page }) => {
      test.setTimeout(90_000);
      const complaints = await watch(page);
      await start(page);
      for (const words of strings) {
        await page.getByRole('textbox', { name: 'Article text' }).fill(words);
        await page.getByRole('button', { name: 'Annotate' }).click();
        if (trimmed(words) === '') {
          await expect(page.getByRole('alert')).toContainText('There is no text yet');
          continue;
        }
        const text = words.replace(/^\ufeff+/, '');
        await expect.poll(() => article(page).evaluate((root) => root.textContent)).toBe(text);
        const { name, bytes } = await download(page);
        expect((JSON.parse(bytes) as GlossFile).document.text).toBe(text);
        expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*\.gloss\.json$/u);
        await page.getByRole('button', { name: 'New', exact: true }).click();
      }
      expect(await complaints()).toEqual([]);
    });
  }
});

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
    await page.goto(server.url);
    // The parts that come later, and the copy that the browser keeps.
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
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(dialog(page, 'Export').getByText('Nothing is lost.')).toBeVisible();
    const choices = dialog(page, 'Export').getByRole('radio');
    for (let i = 0; i < (await choices.count()); i++) {
      await choices.nth(i).check();
      await Promise.all([page.waitForEvent('download'), dialog(page, 'Export').getByRole('button', { name: /^Download/ }).click()]);
    }
    await page.keyboard.press('Escape');
    await pick(page, 'page.html', '<!doctype html><title>T</title><link rel=stylesheet href="https://example.org/a.css"><article><h1>T</h1><p>One <img src="https://example.org/b.png"> two three.</p></article>');
    await expect(article(page)).toContainText('two three.');
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
