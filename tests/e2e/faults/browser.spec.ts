// Whatever happens to the browser, what was shown as saved is there afterwards, or it is said what is not.
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { items } from '../desk.ts';
import { kill, launch } from './profile.ts';
import { alert, marks, open, saved, status } from './ways.ts';

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gloss-profile-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

test('the browser is killed: everything that was saved is back', async () => {
  const first = await launch(folder);
  const page = first.pages()[0]!;
  await open(page);
  await marks(page, 3);
  await saved(page);
  await kill(first, folder);
  const second = await launch(folder);
  const next = second.pages()[0]!;
  await next.goto('./');
  await expect(items(next)).toHaveCount(3);
  await expect(status(next)).toContainText('Restored');
  await second.close();
});

test('the browser finds its database damaged: it is said, and the first-run screen is not all there is', async () => {
  const first = await launch(folder);
  await open(first.pages()[0]!);
  await marks(first.pages()[0]!, 1);
  await saved(first.pages()[0]!);
  await first.close();
  const stores = join(folder, 'Default', 'IndexedDB');
  const store = readdirSync(stores).find((name) => name.endsWith('.leveldb'))!;
  const current = join(stores, store, 'CURRENT');
  expect(existsSync(current)).toBe(true);
  writeFileSync(current, 'MANIFEST-999999\n');
  const second = await launch(folder);
  const page = second.pages()[0]!;
  await page.goto('./');
  // Chromium makes it anew, empty, or refuses to open it. What it remembers beside it may be some seconds old.
  await expect(alert(page)).toContainText(/The work that was stored in this browser is missing|This browser keeps nothing for Gloss/);
  await second.close();
});
