// Storage that is full, refused, cleared or emptied: it is said, and what is open can be downloaded.
import { expect, test, type Page } from '@playwright/test';
import { annotate, download, items, kept, refuseStorage } from '../desk.ts';
import { alert, BESIDE, change, desk, marks, open, saved, status, stored, STORES, TEXT } from './ways.ts';

const origin = new URL(process.env.GLOSS_URL!).origin;

test('storage is full: it is said with the remedy, the work stays, and is saved once there is room', async ({ page }) => {
  test.slow();
  const session = await page.context().newCDPSession(page);
  await page.goto(BESIDE);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 });
  await open(page);
  await expect(alert(page)).toContainText('There is no room left');
  await expect(alert(page)).toContainText('download the file');
  await marks(page, 2);
  await expect(kept(page)).toHaveText('Not saved');
  expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  // The browser looks anew at its quota after half a minute.
  await expect(kept(page)).toHaveText('Saved', { timeout: 90_000 });
  await page.reload();
  await expect(items(page)).toHaveCount(2);
});

test('storage is refused: everything works in memory, it is said, and leaving is asked about', async ({ page }) => {
  await refuseStorage(page);
  await page.goto('./');
  await expect(alert(page)).toContainText('This browser keeps nothing for Gloss');
  await annotate(page, TEXT);
  await marks(page, 2);
  await expect(kept(page)).toHaveText('Not saved here');
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  expect((await asked).type()).toBe('beforeunload');
  await (await asked).dismiss();
  expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
});

test('storage is cleared while the page is open: what is open is written again, and it is said', async ({ page }) => {
  await open(page);
  await marks(page, 2);
  await saved(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await expect(alert(page)).toContainText("The browser's storage was cleared");
  await saved(page);
  await marks(page, 3);
  await saved(page);
  await page.reload();
  await expect(items(page)).toHaveCount(3);
});

test('storage is emptied between two visits: it is said that the work is missing', async ({ page, context }) => {
  await open(page);
  await marks(page, 1);
  await saved(page);
  await page.goto(BESIDE);
  for (const store of STORES) await change(context, store, () => []);
  await page.goto('./');
  await expect(alert(page)).toContainText('The work that was stored in this browser is missing');
});

/** Opens an article of which the last step cannot be saved: the browser undoes it after it has said that the request succeeded. What this returns lets it be saved. */
async function failing(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (...values) {
      const request = add.apply(this, values);
      const { transaction } = this;
      const { aborting } = window as unknown as { aborting: boolean };
      if (aborting && this.name === 'steps') request.addEventListener('success', () => transaction.abort());
      return request;
    };
    // Committed by itself it could not be aborted any more.
    IDBTransaction.prototype.commit = function () {};
  });
  const abort = (aborting: boolean): Promise<void> => page.evaluate((aborting) => void Object.assign(window, { aborting }), aborting);
  await open(page);
  await marks(page, 1);
  await saved(page);
  await abort(true);
  await marks(page, 2);
  await expect(kept(page)).toHaveText('Not saved');
  return () => abort(false);
}

test('storage says afterwards that a transaction failed: nothing is shown as saved', async ({ page }) => {
  test.slow();
  const mend = await failing(page);
  await mend();
  await expect(kept(page)).toHaveText('Saved', { timeout: 40_000 });
});

/** Goes to the start screen although neither the browser nor a file has the work. */
async function leave(page: Page): Promise<void> {
  await desk(page);
  await page.getByRole('button', { name: 'Leave without a file' }).click();
}

test('an article is deleted while its last step cannot be saved: it stays deleted once that can be saved', async ({ page, context }) => {
  test.slow();
  const mend = await failing(page);
  await leave(page);
  await page.getByRole('button', { name: 'Delete: Mayor signs' }).click();
  await expect(page.getByText('Deleted: 1')).toBeVisible();
  await mend();
  await expect.poll(() => stored(context, 'steps'), { timeout: 40_000 }).toHaveLength(2);
  const [head] = await stored(context, 'documents');
  expect(head).toMatchObject({ revision: 2, deleted: expect.stringMatching(/^2/) });
});

test('of two articles one cannot be saved: nothing says that all is saved again', async ({ page, context }) => {
  test.slow();
  await page.addInitScript(() => {
    // Each may stand there for a moment only.
    const said: string[] = [];
    Object.assign(window, { said });
    const hear = (): unknown => said.push(...[...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent));
    new MutationObserver(hear).observe(document, { subtree: true, childList: true, characterData: true });
  });
  const mend = await failing(page);
  await leave(page);
  await annotate(page, 'Another article.');
  await expect.poll(() => stored(context, 'bases')).toHaveLength(2);
  await expect(kept(page)).toHaveText('Not saved');
  const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
  expect(said.filter((words) => words.includes('saved again'))).toEqual([]);
  await mend();
  await expect(status(page)).toContainText('What you did is saved again', { timeout: 40_000 });
  await saved(page);
});
