// A record that is damaged is told of and kept aside, and everything else is used.
import { expect, test } from '@playwright/test';
import { article, items } from '../desk.ts';
import { alert, change, desk, first, list, stored, two } from './ways.ts';

test('the record of a step is damaged: it is told and kept aside, and all others are made', async ({ page, context }) => {
  await two(page);
  await change(context, 'steps', (steps) =>
    steps.map((step) => (step.revision === 2 ? { ...step, delta: step.delta.replace('"label"', '"lapel"') } : step)),
  );
  await first(page);
  await expect(items(page)).toHaveCount(2);
  await expect(alert(page)).toContainText('1 of 3 stored steps');
  await expect.poll(() => stored(context, 'quarantine')).toHaveLength(1);
});

test('the record of a whole document is damaged: it is told and kept aside, and other documents are fine', async ({ page, context }) => {
  await two(page);
  await change(context, 'bases', (bases) => {
    bases.sort((a, b) => b.file.length - a.file.length);
    bases[0].file[40] ^= 1;
    return bases;
  });
  await first(page);
  await expect(alert(page)).toContainText('is damaged and was kept aside. Open your last download of it.');
  await expect.poll(() => stored(context, 'quarantine')).toHaveLength(1);
});

test('the record of the list is damaged: it is made anew from the document', async ({ page, context }) => {
  await two(page);
  await change(context, 'documents', (heads) => heads.map((head) => (head.annotations === 3 ? { key: head.key, heading: 7 } : head)));
  await page.goto('./');
  await expect(article(page)).toHaveText('Another article.');
  await desk(page);
  const row = list(page).filter({ hasText: 'Mayor signs' });
  await expect(row).toContainText('3 annotations');
  await row.getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(items(page)).toHaveCount(3);
});
