// Whatever happens to the tab, what was shown as saved is there afterwards.
import { expect, test, type Page } from '@playwright/test';
import { article, click, items, kept } from '../desk.ts';
import { shown, text, WORDS } from '../kills/document.ts';
import { BESIDE, complete, crash, labels, marks, open, saved, second, select, status, stored, visit } from './ways.ts';

/** Runs in the browser, whose disk from then on takes so many milliseconds to say that it has something: a second step waits for that. */
function delay(time: number): void {
  const complete = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')!;
  Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
    set(this: IDBTransaction, then: () => void) {
      complete.set!.call(this, () => setTimeout(then, time));
    },
  });
}

/** Has the tab be one that nobody sees. */
const hide = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });

test('a tab crashes: everything that was saved is back, with its undo history', async ({ page, context }) => {
  await open(page);
  await marks(page, 3);
  await saved(page);
  await crash(page);
  const next = await visit(context);
  await expect(items(next)).toHaveCount(3);
  await expect(status(next)).toContainText('Restored');
  await next.keyboard.press('ControlOrMeta+z');
  await expect(items(next)).toHaveCount(2);
  await saved(next);
});

for (const [way, leave] of [
  ['closed', async (page: Page) => page.close()],
  ['reloaded', async (page: Page) => page.reload()],
  ['sent elsewhere', async (page: Page) => page.goto(BESIDE)],
] as const) {
  test(`a tab is ${way} right after an action, 25 times: nothing is lost and nothing is asked`, async ({ page, context }) => {
    test.slow();
    await context.addInitScript(delay, 300);
    await open(page, text('Many words', WORDS.length));
    await saved(page);
    const asked: string[] = [];
    const marked: string[] = [];
    let at = page;
    for (let made = 0; made < 25; made++) {
      at.on('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.accept();
      });
      await click(at, WORDS[made]!, 2);
      await expect(labels(at)).toBeVisible();
      // A mark, and at once another label for it. A key is done once this returns; whether that is on the disk is not
      // waited for.
      const label = (made + 1) % 3;
      for (const key of [made % 3, label]) await at.keyboard.press(String(1 + key));
      marked.push(`${['claim', 'commitment', 'place'][label]}: ${WORDS[made]}`);
      await leave(at);
      if (way === 'closed') at = await context.newPage();
      if (way !== 'reloaded') await at.goto('./');
      await expect.poll(async () => [...(await shown(at)).values()]).toEqual(marked);
      await complete(at);
    }
    expect(asked).toEqual([]);
  });
}

test('a tab is hidden and then killed: what was done is on the disk', async ({ page, context }) => {
  await page.addInitScript(() => {
    const { requestAnimationFrame } = window;
    // A tab that is not seen has no frames, in which the work is saved otherwise.
    window.requestAnimationFrame = (then) => ((window as unknown as { unseen: boolean }).unseen ? 0 : requestAnimationFrame(then));
  });
  await open(page);
  await saved(page);
  await select(page);
  await expect(labels(page)).toBeVisible();
  await page.evaluate(() => Object.assign(window, { unseen: true }));
  await page.keyboard.press('1');
  await expect(article(page).locator('mark')).toHaveCount(1);
  await hide(page);
  await saved(page);
  await crash(page);
  await expect(items(await visit(context))).toHaveCount(1);
});

test('a tab is closed while it is hidden: what waited for the disk is there', async ({ page, context }) => {
  await open(page);
  await saved(page);
  await select(page);
  await expect(labels(page)).toBeVisible();
  await hide(page);
  // A tab that is hidden already is told only once more that it is left. This one is not hidden to the browser.
  await page.evaluate(() => addEventListener('visibilitychange', (event) => event.stopImmediatePropagation(), true));
  await page.evaluate(delay, 60_000);
  await page.keyboard.press('1');
  await expect.poll(() => stored(context, 'steps')).toHaveLength(1);
  await page.keyboard.press('2');
  await expect(items(page)).toHaveText(/^Commitment/);
  await page.close();
  await expect(items(await visit(context))).toHaveText(/^Commitment/);
});

/** Marks a word, and types a note without leaving the field. */
async function note(page: Page, words: string): Promise<void> {
  await marks(page, 1);
  await saved(page);
  await page.getByRole('textbox', { name: 'Note' }).click();
  await page.keyboard.type(words);
}

test('a note is being typed: it is saved after a pause, nothing is said to be before, and the field stays as it is', async ({ page, context }) => {
  await open(page);
  const field = page.getByRole('textbox', { name: 'Note' });
  await note(page, 'Ask her ');
  await expect(kept(page)).toHaveText('Saving…');
  await saved(page);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('Ask her ');
  // In the middle of it, too.
  for (let back = 0; back < 4; back++) await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('of ');
  await expect(kept(page)).toHaveText('Saving…');
  await saved(page);
  await page.keyboard.type('X');
  await expect(field).toHaveValue('Ask of Xher ');
  await saved(page);
  // What is typed and taken back at once is nothing to save.
  for (const key of ['Tab', 'Shift+Tab', 'Y', 'Backspace', 'Tab']) await page.keyboard.press(key);
  await saved(page);
  await crash(page);
  const next = await visit(context);
  await items(next).first().click();
  await expect(next.getByRole('textbox', { name: 'Note' })).toHaveValue('Ask of Xher');
  await next.getByRole('button', { name: 'Undo' }).click();
  await expect(next.getByRole('textbox', { name: 'Note' })).toHaveValue('Ask of her');
});

for (const [way, leave] of [
  ['reloaded', async (page: Page) => page.reload()],
  ['sent elsewhere', async (page: Page) => page.goto(BESIDE)],
  ['hidden and then killed', async (page: Page) => hide(page).then(() => saved(page)).then(() => crash(page))],
] as const) {
  test(`a tab is ${way} while a note is typed: the note is there`, async ({ page, context }) => {
    await open(page);
    await note(page, 'Ask her');
    await leave(page);
    const next = await visit(context);
    await items(next).first().click();
    await expect(next.getByRole('textbox', { name: 'Note' })).toHaveValue('Ask her');
  });
}

test('the clock goes back: what was done last is opened all the same', async ({ page, context }) => {
  await page.clock.setFixedTime(new Date('2026-11-24T10:00:00Z'));
  await open(page);
  await marks(page, 1);
  await saved(page);
  await page.clock.setFixedTime(new Date('2001-01-01T10:00:00Z'));
  await second(page);
  await marks(page, 1);
  await saved(page);
  await page.evaluate(() => localStorage.clear());
  await crash(page);
  const next = await visit(context);
  await expect(article(next)).toHaveText('Another article.');
  await expect(items(next)).toHaveCount(1);
});
