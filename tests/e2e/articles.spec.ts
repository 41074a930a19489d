// Articles that are no plain text: web pages, Word documents, and what is copied from a page.
import { expect, test } from '@playwright/test';
import { article, pick, start } from './desk.ts';

const PAGE = `<!doctype html><html lang="en"><head><title>Talks end | The Daily</title>
<meta property="og:title" content="Talks end without a deal"><meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2026-01-06T08:00:00Z"><script>alert(1)</script></head>
<body><nav>Home · World</nav><article><h1>Talks end</h1><p>Ministers   said &amp; <b>meant</b> it.</p><p>🌍 Nobody<br>signed.</p></article></body></html>`;

test.beforeEach(async ({ page }) => start(page));

test('a web page is opened as its article, with what it says of itself', async ({ page }) => {
  await pick(page, 'talks.html', PAGE);
  await expect(article(page)).toBeVisible();
  expect(await article(page).evaluate((root) => root.textContent)).toBe('Talks end\n\nMinisters said & meant it.\n\n🌍 Nobody\nsigned.');
  await page.getByRole('button', { name: /^About the article/ }).click();
  const dialog = page.getByRole('dialog', { name: 'About the article' });
  await expect(dialog.getByRole('textbox', { name: 'Title' })).toHaveValue('Talks end without a deal');
  await expect(dialog.getByRole('textbox', { name: 'Author' })).toHaveValue('Ana Ruiz');
});

test('what is copied from a page keeps its paragraphs', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async () => {
    const blob = (words: string, type: string) => new Blob([words], { type });
    const html = '<div>First &amp; last.</div><p>Second <i>paragraph</i>.</p><ul><li>an item</li></ul>';
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': blob(html, 'text/html'), 'text/plain': blob('First & last. Second paragraph. an item', 'text/plain') }),
    ]);
  });
  const field = page.getByRole('textbox', { name: 'Article text' });
  await field.click();
  await page.keyboard.type('Before: ');
  await page.keyboard.press('ControlOrMeta+V');
  await expect(field).toHaveValue('Before: First & last.\n\nSecond paragraph.\n\nan item');
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(field).not.toHaveValue(/First/);
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await expect(field).toHaveValue(/an item$/);
});
