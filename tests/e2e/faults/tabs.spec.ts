// One document in two tabs: one of them writes, and no annotation is lost.
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { article, items, kept } from '../desk.ts';
import { alert, complete, crash, desk, ids, list, mark, marks, open, purge, saved, select, stored, visit } from './ways.ts';

const followed = (page: Page): Locator => page.getByRole('note').filter({ hasText: 'Another tab writes in this article' });

/** Has tabs neither hear each other nor hold locks, as in browsers without these. */
const part = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    Object.defineProperty(navigator, 'locks', { value: undefined });
    Object.defineProperty(window, 'BroadcastChannel', { value: undefined });
  });

test('of two tabs one writes and the other follows, and can take over', async ({ page, context }) => {
  await open(page);
  await marks(page, 1);
  await saved(page);
  const other = await visit(context);
  await expect(followed(other)).toBeVisible();
  await page.bringToFront();
  await marks(page, 2);
  await expect(items(other)).toHaveCount(2);
  await other.bringToFront();
  await mark(other);
  await expect(alert(other)).toContainText('Another tab writes in this article');
  await expect(items(other)).toHaveCount(2);
  await other.getByRole('button', { name: 'Take over' }).click();
  await expect(followed(other)).toHaveCount(0);
  await expect(followed(page)).toBeVisible();
  await marks(other, 3);
  await expect(items(page)).toHaveCount(3);
});

test('in a tab that only reads, what is said while the map is open leaves “Take over” free', async ({ page, context }) => {
  await open(page);
  await saved(page);
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const other = await visit(context);
    await expect(followed(other)).toBeVisible();
    await complete(other);
    await other.setViewportSize(viewport);
    await article(other).focus();
    await other.keyboard.press('m');
    const map = other.getByRole('region', { name: 'Map', exact: true });
    await expect(map.locator(':focus')).toBeVisible();
    await mark(other);
    await expect(alert(other)).toContainText('Take over');
    await other.evaluate(() => scrollTo(0, 0));
    // It lies over the map alone.
    expect((await alert(other).boundingBox())!.y).toBeGreaterThanOrEqual((await map.boundingBox())!.y);
    await other.getByRole('button', { name: 'Take over' }).click();
    await expect(followed(other)).toHaveCount(0);
    await other.close();
    await expect(followed(page)).toHaveCount(0);
  }
});

test('of two tabs the one that writes crashes: the other writes', async ({ page, context }) => {
  await open(page);
  await marks(page, 2);
  await saved(page);
  const other = await visit(context);
  await expect(followed(other)).toBeVisible();
  await crash(page);
  await expect(followed(other)).toHaveCount(0, { timeout: 2_000 });
  await expect(items(other)).toHaveCount(2);
  await marks(other, 3);
  await saved(other);
});

test('two tabs take over from each other at random, and no annotation is lost', async ({ page, context }) => {
  test.slow();
  await open(page);
  await marks(page, 1);
  await saved(page);
  const other = await visit(context);
  await expect(followed(other)).toBeVisible();
  let seed = 20;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const tabs = [page, other];
  const shown = new Set<string>();
  for (let round = 0; round < 20; round++) {
    const tab = tabs[random(2)]!;
    await tab.bringToFront();
    if (await followed(tab).isVisible()) {
      // It may have been given the turn meanwhile.
      await tab.getByRole('button', { name: 'Take over' }).click({ timeout: 5_000 }).catch(() => {});
      // Sometimes it is not waited for: what is done meanwhile is refused, with a reason.
      if (random(2)) await expect(followed(tab)).toHaveCount(0, { timeout: 20_000 });
    }
    for (let more = random(3); more >= 0; more--) {
      // What the other tab does now may let go of the selection.
      await select(tab);
      await tab.keyboard.press(String(1 + random(3)));
      if (random(2)) await expect(kept(tab)).toHaveText(/Saved|Read only/);
      if ((await kept(tab).textContent()) === 'Saved') for (const id of await ids(tab)) shown.add(id);
    }
  }
  expect(shown.size).toBeGreaterThan(10);
  const lost = async (tab: Page): Promise<string[]> => {
    const there = new Set(await ids(tab));
    return [...shown].filter((id) => !there.has(id));
  };
  for (const tab of tabs) await expect.poll(() => lost(tab)).toEqual([]);
  await page.reload();
  await expect.poll(() => lost(page)).toEqual([]);
});

test('two tabs that cannot hear each other both write: the second reads what the first did, and nothing is lost', async ({ page, context }) => {
  await part(context);
  await open(page);
  await marks(page, 1);
  await saved(page);
  const other = await visit(context);
  await complete(other);
  await expect(items(other)).toHaveCount(1);
  await page.bringToFront();
  await marks(page, 3);
  await saved(page);
  await other.bringToFront();
  await mark(other, '3');
  await saved(other);
  await expect(items(other)).toHaveCount(4);
  await page.reload();
  await expect(items(page)).toHaveCount(4);
});

/** Opens an article of two annotations, which another tab then deletes for good. */
async function deleted(page: Page, context: BrowserContext): Promise<void> {
  await open(page);
  await marks(page, 2);
  await saved(page);
  const other = await visit(context);
  await desk(other);
  await purge(other, 'Mayor signs');
}

test('an article is deleted for good while another tab has it open: that tab says so and stores it anew', async ({ page, context }) => {
  await deleted(page, context);
  await page.bringToFront();
  await expect(alert(page)).toContainText('was deleted for good in another tab');
  await saved(page);
  await marks(page, 3);
  await saved(page);
  await crash(page);
  const next = await visit(context);
  await list(next).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(items(next)).toHaveCount(3);
});

test('an article is deleted for good in a tab that cannot be heard: the next step stores it anew', async ({ page, context }) => {
  await part(context);
  await deleted(page, context);
  await expect.poll(() => stored(context, 'bases')).toEqual([]);
  await page.bringToFront();
  await marks(page, 3);
  await expect(alert(page)).toContainText('was deleted for good in another tab');
  await saved(page);
  await crash(page);
  const next = await visit(context);
  await list(next).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(items(next)).toHaveCount(3);
});
