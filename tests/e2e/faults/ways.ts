// What the tests of faults share: an article to work in, what the page says of it, and ways to do harm.
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { annotate, article, drawn, items, kept } from '../desk.ts';

export const TEXT = 'Mayor signs harbour pledge\n' + 'Ana Ruiz said crime fell in Lagos and rose in Paris while Vienna and Oslo waited for news and '.repeat(8).trim();

/** A page of the origin on which Gloss does not run. */
export const BESIDE = './gloss.schema.json';

export const alert = (page: Page): Locator => page.getByRole('alert');
export const status = (page: Page): Locator => page.getByRole('status').first();
export const saved = (page: Page): Promise<void> => expect(kept(page)).toHaveText('Saved');

/** The buttons of the labels, which are there once the page knows that words are selected. */
export const labels = (page: Page): Locator => page.getByRole('toolbar', { name: 'Labels' });

/** The documents that the start screen lists. */
export const list = (page: Page): Locator => page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem');

/** The ids of what is marked in the article. */
export async function ids(page: Page): Promise<string[]> {
  const all = await article(page).evaluateAll(([root]) => [...(root?.querySelectorAll('mark') ?? [])].map(({ dataset }) => dataset.id!));
  return [...new Set(all)];
}

/** Opens the page with an article in it. */
export async function open(page: Page, text = TEXT): Promise<void> {
  await page.goto('./');
  await annotate(page, text);
  await complete(page);
}

/** Waits until all parts of the program are there: keys wait for them, too. */
export async function complete(page: Page): Promise<void> {
  await expect(page.getByRole('list', { name: 'Annotations' })).toBeAttached();
}

/** Opens the page in a new tab. */
export async function visit(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('./');
  return page;
}

/** Selects the next word behind the caret, by keys. */
export async function select(page: Page): Promise<void> {
  await article(page).focus();
  for (const key of ['Control+ArrowRight', 'Control+Shift+ArrowRight']) await page.keyboard.press(key);
}

/** Marks the next word behind the caret with a label, by keys. The page hears of a selection a moment after the key. */
export async function mark(page: Page, key = '1'): Promise<void> {
  await select(page);
  await expect(labels(page)).toBeVisible();
  await page.keyboard.press(key);
}

/** Marks words until there are so many. */
export async function marks(page: Page, count: number): Promise<void> {
  await drawn(page);
  for (let made = await items(page).count(); made < count; made++) {
    await mark(page, String(1 + (made % 3)));
    await expect(items(page)).toHaveCount(made + 1);
  }
}

/** Goes to the start screen. */
export async function desk(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).click();
}

/** Deletes an article for good, on the start screen. */
export async function purge(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Delete: ${name}` }).click();
  await page.getByText(/^Deleted: /).click();
  await page.getByRole('button', { name: `Delete for good: ${name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(status(page)).toContainText('is gone for good');
}

/** Opens a second article. */
export async function second(page: Page): Promise<void> {
  await desk(page);
  await annotate(page, 'Another article.');
}

/** Stores two articles, of which the first has three steps, and leaves Gloss. */
export async function two(page: Page): Promise<void> {
  await open(page);
  await marks(page, 3);
  await saved(page);
  await second(page);
  await saved(page);
  await page.goto(BESIDE);
}

/** Opens the first of the two articles at the next visit. */
export async function first(page: Page): Promise<void> {
  await library(page);
  await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
}

/** Shows the list of the two articles at the next visit. */
export async function library(page: Page): Promise<void> {
  await page.goto('./');
  await expect(article(page)).toHaveText('Another article.');
  await desk(page);
}

/** Crashes the page's process. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

/** The stores of the database. */
export const STORES = ['documents', 'bases', 'steps', 'quarantine'] as const;
type Store = (typeof STORES)[number];

/** What a store has. */
export async function stored(context: BrowserContext, store: Store): Promise<any[]> {
  return within(context, store, '() => {}');
}

/** Has a store hold what a function makes of what it has. The function runs in the browser, and sees nothing of the test. */
export async function change(context: BrowserContext, store: Store, make: (records: any[]) => any[]): Promise<void> {
  await within(context, store, `(store, all) => { store.clear(); for (const record of (${make})(all)) store.put(record); }`);
}

async function within(context: BrowserContext, store: Store, does: string): Promise<any[]> {
  const page = await context.newPage();
  await page.goto(BESIDE);
  const had = await page.evaluate(`new Promise((done, failed) => {
    const request = indexedDB.open('gloss');
    request.onerror = () => failed(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction('${store}', 'readwrite');
      const store = transaction.objectStore('${store}');
      const all = store.getAll();
      all.onsuccess = () => (${does})(store, all.result);
      transaction.onabort = () => failed(transaction.error);
      transaction.oncomplete = () => {
        request.result.close();
        done(all.result);
      };
    };
  })`);
  await page.close();
  return had as any[];
}

/** Opens the database at a version, as another release of Gloss does, and lets go of it. */
export async function raise(context: BrowserContext, version: number): Promise<void> {
  const page = await context.newPage();
  await page.goto(BESIDE);
  await page.evaluate(
    (version) =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.open('gloss', version);
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          request.result.close();
          done();
        };
      }),
    version,
  );
  await page.close();
}
