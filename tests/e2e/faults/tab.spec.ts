// Whatever happens to the tab, what was shown as saved is there afterwards.
import { expect, test, type Page } from '@playwright/test';
import { article, click, items } from '../desk.ts';
import { text, WORDS } from '../kills/document.ts';
import { BESIDE, complete, crash, ids, labels, marks, open, saved, second, select, status, visit } from './ways.ts';

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
    await open(page, text('Many words', WORDS.length));
    await saved(page);
    const asked: string[] = [];
    let at = page;
    for (let made = 0; made < 25; made++) {
      at.on('dialog', (dialog) => {
        asked.push(dialog.type());
        void dialog.accept();
      });
      await click(at, WORDS[made]!, 2);
      await expect(labels(at)).toBeVisible();
      // The key is done once this returns; whether it is on the disk is not waited for.
      await at.keyboard.press(String(1 + (made % 3)));
      await leave(at);
      if (way === 'closed') at = await context.newPage();
      if (way !== 'reloaded') await at.goto('./');
      await expect.poll(() => ids(at)).toHaveLength(made + 1);
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
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await saved(page);
  await crash(page);
  await expect(items(await visit(context))).toHaveCount(1);
});

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
