// A record that is damaged is told of and kept aside, and everything else is used.
import { expect, test } from '@playwright/test';
import { items } from '../desk.ts';
import { alert, change, first, library, list, stored, two } from './ways.ts';

test('the record of a step is damaged: it is told and kept aside, and all others are made', async ({ page, context }) => {
  await two(page);
  await change(context, 'steps', (steps) =>
    // It can be read as ever: only its checksum tells.
    steps.map((step) => (step.revision === 2 ? { ...step, delta: step.delta.replace('"commitment"', '"place"') } : step)),
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
    // "Mayor" becomes "Layor" in a file that can be read as ever: only its checksum tells.
    bases[0].file[bases[0].file.indexOf('M'.charCodeAt(0))] ^= 1;
    return bases;
  });
  await first(page);
  await expect(alert(page)).toContainText('is damaged and was kept aside. Open your last download of it.');
  await expect.poll(() => stored(context, 'quarantine')).toHaveLength(1);
});

test('the record of the list is damaged: it is made anew from the document', async ({ page, context }) => {
  await two(page);
  await change(context, 'documents', (heads) => heads.map((head) => (head.annotations === 3 ? { key: head.key, heading: 7 } : head)));
  await library(page);
  const row = list(page).filter({ hasText: 'Mayor signs' });
  await expect(row).toContainText('3 annotations');
  await row.getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(items(page)).toHaveCount(3);
});
