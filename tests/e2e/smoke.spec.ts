import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

for (const [place, address] of [
  ['at the root', process.env.GLOSS_URL],
  ['in a folder', process.env.GLOSS_FOLDER_URL],
] as const) {
  test(`the page starts ${place} of a server, with all its files from there`, async ({ page }) => {
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(`${message.text()} ${message.location().url}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfinished', (request) => requests.push(request.url()));
    await page.goto(address!);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    // The other parts of the program come by themselves: keep, rooms, formats, and what several of them need.
    await expect.poll(() => requests.filter((url) => url.endsWith('.wasm')).length).toBe(8);
    expect(complaints.filter((text) => !text.endsWith('/favicon.ico'))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(address!))).toEqual([]);
    expect(requests.filter((url) => url.endsWith('.js'))).toHaveLength(1);
  });
}

test('axe runs under the content security policy', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const { passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(0);
});
