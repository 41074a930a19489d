// A file that cannot be opened: it is said why, and nothing that was there is lost.
import { truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { items } from '../desk.ts';
import { alert, marks, open } from './ways.ts';

test('a file is larger than can be opened: both sizes are said before any of it is read', async ({ page }, info) => {
  const path = info.outputPath('huge.gloss.json');
  writeFileSync(path, '');
  truncateSync(path, 128_000_001);
  await page.addInitScript(() => {
    const { slice } = Blob.prototype;
    Blob.prototype.slice = function (...range) {
      Object.assign(window, { read: true });
      return slice.apply(this, range);
    };
  });
  await open(page);
  await marks(page, 1);
  await page.getByLabel('File', { exact: true }).setInputFiles(path);
  await expect(alert(page)).toContainText('huge.gloss.json: The file is too long: 128,000,001 bytes, and at most 128 MB can be opened.');
  expect(await page.evaluate(() => 'read' in window)).toBe(false);
  await expect(items(page)).toHaveCount(1);
});
