// What is left when the program itself fails, or does not come: words that say what to do, and the work.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, drag, drawn, items, pick, start, stopped, tag, withhold, type GlossFile } from './desk.ts';
import { valid } from './schema.ts';

const TEXT = 'One minister spoke in Vienna.';

/** The same text with its place marked, as a file. */
const WORK = JSON.stringify({ format: 'gloss', version: 1, document: { text: TEXT }, annotations: [{ label: 'place', start: 22, end: 28, quote: 'Vienna' }] });

/** Runs in the browser, which says that the program has failed. */
const trap = (): boolean => dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }));

const quotes = (file: GlossFile): string[] => file.annotations.map(({ label, quote }) => `${label}: ${quote}`);

/** The file of a button that the message has. */
async function rescued(page: Page, name: string): Promise<GlossFile> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    stopped(page).getByRole('button', { name: `Download ${name}` }).click(),
  ]);
  await expect(stopped(page).getByRole('button', { name: `Downloaded ${file.suggestedFilename()}` })).toBeVisible();
  const content: GlossFile = JSON.parse(readFileSync((await file.path())!, 'utf8'));
  expect(valid(content), JSON.stringify(valid.errors)).toBe(true);
  return content;
}

test.describe('the program fails', () => {
  test('while marking: the work as it was can be downloaded, and nothing changes any more', async ({ page }) => {
    await start(page);
    await annotate(page, 'Another article of this morning.');
    await tag(page, 'this morning', '1');
    await pick(page, 'second.txt', TEXT);
    await expect(items(page)).toHaveCount(0);
    await tag(page, 'Vienna', '3');
    await drag(page, 'minister spoke');
    await page.evaluate(withhold, 'mark');
    await page.keyboard.press('1');
    await expect(stopped(page)).toHaveCount(1);
    // The action that failed was done before it could not be shown.
    const wanted = ['claim: minister spoke', 'place: Vienna'];
    expect(quotes(await rescued(page, TEXT))).toEqual(wanted);
    for (const key of ['ControlOrMeta+z', 'Tab', 'Delete']) await page.keyboard.press(key);
    expect(quotes(await rescued(page, 'Another article of this morning.'))).toEqual(['claim: this morning']);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(stopped(page)).toHaveCount(1);
    await page.reload();
    // What is kept in the browser is what was downloaded.
    await expect(article(page)).toHaveText(TEXT);
    expect(quotes(JSON.parse((await download(page)).bytes))).toEqual(wanted);
  });

  // What each part of the program draws, and nothing else before it.
  for (const [part, kind, fail] of [
    ['the panel', 'li', (page: Page) => drag(page, 'spoke').then(() => page.keyboard.press('2'))],
    ['the card', 'blockquote', (page: Page) => items(page).getByRole('button').first().click()],
    ['a dialog', 'kbd', (page: Page) => page.getByRole('button', { name: 'Help', exact: true }).click()],
    ['the formats', 'code', (page: Page) => page.getByRole('button', { name: 'Export', exact: true }).click()],
  ] as const) {
    test(`in ${part}`, async ({ page }) => {
      await start(page);
      await annotate(page, TEXT);
      await tag(page, 'Vienna', '3');
      await tag(page, 'minister spoke', '1');
      await page.keyboard.press('Escape');
      await page.evaluate(withhold, kind);
      await fail(page);
      expect(quotes(await rescued(page, TEXT))).toContain('place: Vienna');
      await page.reload();
      await expect(article(page).locator('mark').last()).toHaveText('Vienna');
      await expect(stopped(page)).toHaveCount(0);
    });
  }

  test('before the later parts are there', async ({ page }) => {
    // They are on their way for ever.
    await page.route(/split_(rooms|formats)/, () => {});
    await start(page);
    await pick(page, 'work.gloss.json', WORK);
    await expect(article(page).locator('mark').first()).toBeVisible();
    await page.evaluate(withhold, 'mark');
    await article(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('1');
    expect(quotes(await rescued(page, TEXT))).toEqual([`claim: ${TEXT}`, 'place: Vienna']);
  });

  test('on the start screen, as work of a file is opened', async ({ page }) => {
    await start(page);
    await page.evaluate(withhold, 'mark');
    await pick(page, 'work.gloss.json', WORK);
    expect(quotes(await rescued(page, TEXT))).toEqual(['place: Vienna']);
  });

  test('on the start screen, where work was left: it comes back', async ({ page }) => {
    await start(page);
    await annotate(page, TEXT);
    await tag(page, 'Vienna', '3');
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.evaluate(withhold, 'textarea');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(stopped(page)).toBeVisible();
    await page.reload();
    await expect(article(page).locator('mark')).toHaveText('Vienna');
  });

  test('on the start screen, where there is no work yet', async ({ page }) => {
    await start(page);
    await page.evaluate(withhold, 'section');
    await page.getByRole('textbox', { name: 'Article text' }).fill(TEXT);
    await page.getByRole('button', { name: 'Annotate' }).click();
    await expect(stopped(page)).toBeVisible();
    await expect(stopped(page).getByRole('button')).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Annotate' }).or(article(page))).toBeVisible();
    await expect(stopped(page)).toHaveCount(0);
  });

  test('while a dialog is open: the message is not behind it', async ({ page }) => {
    await start(page);
    await annotate(page, TEXT);
    await tag(page, 'Vienna', '3');
    await page.getByRole('button', { name: 'Help', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.evaluate(trap);
    expect((await rescued(page, TEXT)).annotations).toHaveLength(1);
  });

  test('and could still be worked with: nothing changes any more all the same', async ({ page }) => {
    await start(page);
    await annotate(page, TEXT);
    await tag(page, 'Vienna', '3');
    await page.evaluate(trap);
    await expect(stopped(page)).toBeVisible();
    await page.keyboard.press('ControlOrMeta+z');
    await drawn(page);
    await page.reload();
    await expect(items(page)).toHaveText(['PlaceVienna']);
  });

  test('errors of others are not taken for its own', async ({ page }) => {
    await start(page);
    await annotate(page, TEXT);
    await page.evaluate(() => {
      dispatchEvent(new ErrorEvent('error', { error: new Error('of an extension') }));
      void Promise.reject(new TypeError('of an extension'));
    });
    await tag(page, 'Vienna', '3');
    await expect(stopped(page)).toHaveCount(0);
  });
});

test.describe('a file does not come', () => {
  const reason = (page: Page) => page.getByText('the browser could not load the program');

  for (const [what, answer] of [
    ['is absent', { status: 404 }],
    ['is blocked', null],
    ['is a page', { contentType: 'text/html', body: '<!doctype html><p>Not here' }],
    ['is empty', { body: '' }],
  ] as const) {
    for (const kind of ['js', 'wasm']) {
      test(`the ${kind} file ${what}: the page says what it needs`, async ({ page }) => {
        await page.route(`**/*.${kind}`, (route) => (answer ? route.fulfill(answer) : route.abort()));
        await page.goto('./');
        await expect(reason(page)).toBeVisible();
      });
    }
  }

  for (const kind of ['js', 'wasm']) {
    test(`the ${kind} file is cut off half-way: the page says what it needs`, async ({ page }) => {
      await page.route(`**/*.${kind}`, async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
      });
      await page.goto('./');
      await expect(reason(page)).toBeVisible();
      // Other parts may still be on their way.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    });
  }

  test('WebAssembly is sent as something else: the page works all the same', async ({ page }) => {
    await page.route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } });
    });
    await start(page);
    await annotate(page, TEXT);
    await tag(page, 'Vienna', '3');
  });

  test('there is no style: the page works all the same', async ({ page }) => {
    await page.route('**/*.css', (route) => route.abort());
    await start(page);
    await annotate(page, TEXT);
  });

  test('the later parts are absent: marking and downloading work, and the rest says why not', async ({ page }) => {
    await page.route(/split_/, (route) => route.fulfill({ status: 404 }));
    await start(page);
    await annotate(page, TEXT);
    const alert = page.getByRole('alert');
    const said = 'A part of Gloss could not be loaded. Marking and downloading work without it';
    await expect(alert).toContainText(said);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await article(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('1');
    await expect(article(page).locator('mark')).toHaveText(TEXT);
    expect((await download(page)).bytes).toContain(`"quote":"${TEXT}"`);
    for (const name of ['Help', 'Export']) {
      await expect(alert).toBeHidden();
      await page.getByRole('button', { name, exact: true }).click();
      await expect(alert).toContainText(said);
      await alert.getByRole('button', { name: 'Dismiss' }).click();
    }
    // Once the server can be reached again, so can the rest.
    await page.unroute(/split_/);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(items(page)).toHaveText([`Claim${TEXT}`]);
  });

  test('the part with the formats is absent: export says so', async ({ page }) => {
    await page.route(/split_formats/, (route) => route.fulfill({ status: 404 }));
    await start(page);
    await annotate(page, TEXT);
    await tag(page, 'Vienna', '3');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('A part of Gloss could not be loaded');
    await expect(items(page)).toHaveCount(1);
  });
});

test.describe('scripts are switched off', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says so', async ({ page }) => {
    await page.goto('./');
    // Playwright finds no text in such an element.
    await expect(page.locator('noscript > p')).toBeVisible();
    await expect(page.getByText('it needs JavaScript and WebAssembly')).toBeVisible();
  });
});
