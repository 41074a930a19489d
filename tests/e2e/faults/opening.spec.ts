// A document at which the page fails is opened by itself once, and not at every start.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { items, stopped, withhold, type GlossFile } from '../desk.ts';
import { alert, list, marks, open, saved, status, stored } from './ways.ts';

test('the page fails over an article whenever it is opened: the next start says so, and the article can be downloaded', async ({ page, context }) => {
  await open(page);
  await marks(page, 2);
  await saved(page);
  // What stands beside an article, and nowhere else.
  await page.addInitScript(withhold, 'aside');
  await page.reload();
  await expect(stopped(page)).toBeVisible();
  await page.reload();
  await expect(alert(page)).toContainText('“Mayor signs harbour pledge” was not opened by itself');
  const button = list(page).getByRole('button', { name: 'Download: Mayor signs harbour pledge' });
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toBe('mayor-signs-harbour-pledge.gloss.json');
  const { annotations }: GlossFile = JSON.parse(readFileSync((await file.path())!, 'utf8'));
  expect(annotations).toHaveLength(2);
  await expect(list(page)).not.toContainText('not downloaded');
  expect(await stored(context, 'steps')).toHaveLength(2);
  // To try it again does no other harm.
  await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(stopped(page)).toBeVisible();
  await page.reload();
  await expect(list(page)).toHaveCount(1);
  await expect(stopped(page)).toBeHidden();
});

test('a tab is loaded again while it opens what was open: that is opened', async ({ page }) => {
  await open(page);
  await marks(page, 2);
  await saved(page);
  await page.addInitScript(() => {
    if (sessionStorage.getItem('of the test')) return;
    sessionStorage.setItem('of the test', 'The disk does not answer the first time.');
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (key) {
      const request = get.call(this, key);
      if (this.name === 'bases') {
        Object.defineProperty(request, 'onsuccess', { set: () => Object.assign(window, { asked: true }) });
      }
      return request;
    };
  });
  await page.reload();
  await page.waitForFunction(() => (window as unknown as { asked: boolean }).asked);
  await page.reload();
  await expect(items(page)).toHaveCount(2);
  await expect(status(page)).toContainText('Restored');
});
