// Storage of an older and of a newer Gloss.
import { expect, test } from '@playwright/test';
import { article, download, items, kept } from '../desk.ts';
import { alert, change, desk, first, list, mark, marks, open, raise, saved, stored, two } from './ways.ts';

test('records by the first rules are read as ever', async ({ page, context }) => {
  await two(page);
  for (const store of ['documents', 'bases', 'steps'] as const) {
    await change(context, store, (records) => records.map(({ deleted: _, ...record }) => ({ ...record, schema: 1 })));
  }
  await first(page);
  await expect(items(page)).toHaveCount(3);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(2);
  await saved(page);
});

test('records of a newer Gloss open for reading only, with the download, and nothing is written', async ({ page, context }) => {
  await two(page);
  await change(context, 'steps', (steps) => steps.map((step) => (step.revision === 3 ? { ...step, schema: 99 } : step)));
  const before = await stored(context, 'steps');
  await first(page);
  await expect(items(page)).toHaveCount(2);
  await expect(page.getByRole('note')).toContainText('A newer version of Gloss has changed this article');
  await mark(page);
  await expect(items(page)).toHaveCount(2);
  expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
  expect(await stored(context, 'steps')).toEqual(before);
});

test('the list of a newer Gloss says something of an article: it opens for reading only, and that stays as it was', async ({ page, context }) => {
  await two(page);
  await change(context, 'documents', (heads) => heads.map((head) => (head.annotations === 3 ? { ...head, schema: 99, topic: 'harbour' } : head)));
  const before = await stored(context, 'documents');
  await first(page);
  await expect(page.getByRole('note')).toContainText('A newer version of Gloss has changed this article');
  await mark(page);
  await expect(items(page)).toHaveCount(3);
  await download(page);
  await desk(page);
  const row = list(page).filter({ hasText: 'Mayor signs' });
  await expect(row).toContainText('3 annotations');
  await expect(row).toContainText('only read: a newer version of Gloss has changed it');
  await row.getByRole('button', { name: 'Delete' }).click();
  await expect(alert(page)).toContainText('a newer version of Gloss has changed it');
  expect(await stored(context, 'documents')).toEqual(before);
});

test('a database of a newer version is read, and nothing is written', async ({ page, context }) => {
  await two(page);
  await raise(context, 99);
  await page.goto('./');
  await expect(alert(page)).toContainText('A newer version of Gloss has stored work in this browser');
  await expect(kept(page)).toHaveText('Not saved here');
  await expect(article(page)).toHaveText('Another article.');
});

test('an upgrade of the database: the old tab gives way with a message', async ({ page, context }) => {
  await open(page);
  await saved(page);
  await raise(context, 2);
  await expect(alert(page)).toContainText('A newer version of Gloss has stored work');
  await expect(kept(page)).toHaveText('Not saved here');
  await marks(page, 1);
  expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(1);
});
