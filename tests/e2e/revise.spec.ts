// The text changes: annotations find their places in the new version, and where there is doubt the annotator decides.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, command, download, inPython, items, kept, tag } from './desk.ts';

const OLD = `Harbour plan agreed
Mayor Ana Ruiz said crime fell 12% in Lagos last year.
The council will build 500 homes by 2027, she said, and it will pay for them itself.
A storm closed the port of Vigo on Monday.
Officials in Paris denied the report at once.`;

// A paragraph went up, a number changed, one paragraph is gone and one is new.
const NEW = `Harbour plan agreed
The council will build 650 homes by 2027, she said, and it will pay for them itself.
Mayor Ana Ruiz said crime fell 12% in Lagos last year.
Ministers from Rome flew to Paris overnight.`;

const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'New version of the text' });
const section = (page: Page, name: string | RegExp): Locator => dialog(page).getByRole('region', { name });

/** Asks for a new version by the commands' own list, and pastes it. */
async function revise(page: Page, text: string): Promise<void> {
  await command(page, 'New version');
  const field = dialog(page).getByRole('textbox', { name: 'Article text' });
  await expect(field).toHaveValue(OLD);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await field.press('ControlOrMeta+a');
  await field.press('ControlOrMeta+v');
}

/** Opens the article and marks it. */
async function marked(page: Page): Promise<void> {
  await page.goto('./');
  await annotate(page, OLD);
  await tag(page, 'crime fell 12% in Lagos', '1');
  await tag(page, 'Lagos', '3');
  await tag(page, 'will build 500 homes by 2027', '2');
  await tag(page, 'it will pay for them itself', '2');
  await tag(page, 'Vigo', '3');
  await tag(page, 'Paris', '3');
}

test('a new version: what is certain comes along, and the annotator decides about the rest', async ({ page }) => {
  await marked(page);
  await revise(page, NEW);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(section(page, 'Changed: 1')).toContainText('will build 500 homes by 2027');
  await expect(section(page, 'Changed: 1')).toContainText('will build 650 homes by 2027');
  await expect(section(page, 'Gone: 1')).toContainText('Vigo');
  await expect(section(page, 'Ambiguous: 1')).toContainText('flew to Paris overnight');
  // Nothing of it is chosen in silence.
  for (const name of [/^Moved/, 'Changed: 1', 'Gone: 1', 'Ambiguous: 1']) {
    await expect(section(page, name).getByRole('radio', { checked: true })).toHaveCount(0);
  }
  await section(page, 'Changed: 1').getByRole('radio', { name: /650 homes/ }).check();
  await section(page, 'Ambiguous: 1').getByRole('radio', { name: 'Leave it out' }).check();
  await section(page, /^Moved/).getByRole('button', { name: 'Accept all' }).click();
  // What is gone is found by other words.
  await section(page, 'Gone: 1').getByRole('button', { name: 'Find its place' }).click();
  await section(page, 'Gone: 1').getByRole('searchbox', { name: 'Its words now' }).fill('rome');
  await section(page, 'Gone: 1').getByRole('radio', { name: /Ministers from Rome/ }).check();
  await dialog(page).getByRole('button', { name: 'Open the new version' }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect.poll(() => article(page).evaluate((root) => root.textContent)).toBe(NEW);
  const { bytes } = await download(page);
  const file = JSON.parse(bytes);
  const quotes = file.annotations.map(({ label, quote }: { label: string; quote: string }) => `${label}: ${quote}`);
  expect(quotes).toEqual(expect.arrayContaining(['commitment: will build 650 homes by 2027', 'place: Rome', 'claim: crime fell 12% in Lagos']));
  expect(quotes).not.toContain('place: Paris');
  expect(inPython(bytes).wrong).toEqual([]);
  // The old version is there as it was, after a reload, too.
  await expect(kept(page)).toHaveText('Saved');
  await page.reload();
  await expect.poll(() => article(page).evaluate((root) => root.textContent)).toBe(NEW);
  await page.getByRole('button', { name: 'Previous document' }).click();
  await expect.poll(() => article(page).evaluate((root) => root.textContent)).toBe(OLD);
  await expect(items(page)).toHaveCount(6);
});

test('what is not decided stays behind, and it is said', async ({ page }) => {
  await marked(page);
  await revise(page, NEW);
  await dialog(page).getByRole('button', { name: 'Compare' }).click();
  await expect(dialog(page)).toContainText(/not decided, which stay in the old version only/);
  await dialog(page).getByRole('button', { name: 'Open the new version' }).click();
  await expect(items(page).filter({ hasText: 'Paris' })).toHaveCount(0);
  await expect(items(page).filter({ hasText: 'homes' })).toHaveCount(0);
  await expect(page.getByRole('status').first()).toContainText('New version open');
});

test('the same text, and none, are refused, and nothing that was typed is lost', async ({ page }) => {
  await marked(page);
  await revise(page, OLD);
  await dialog(page).getByRole('button', { name: 'Compare' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('This is the text that is open already');
  const field = dialog(page).getByRole('textbox', { name: 'Article text' });
  await field.fill('   ');
  await field.press('ControlOrMeta+Enter');
  await expect(dialog(page).getByRole('alert')).toContainText('There is no text yet');
  await field.fill(NEW);
  await field.press('ControlOrMeta+Enter');
  await dialog(page).getByRole('button', { name: 'Back to the text' }).click();
  await expect(field).toHaveValue(NEW);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(items(page)).toHaveCount(6);
});

test('what was entered waits when the dialog is closed by Escape, with all decisions, until it is dropped', async ({ page }) => {
  await marked(page);
  await revise(page, NEW);
  const field = dialog(page).getByRole('textbox', { name: 'Article text' });
  const again = async (): Promise<void> => {
    await command(page, 'New version');
    await expect(dialog(page)).toBeVisible();
  };
  await expect(field).toHaveValue(NEW);
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(page.getByRole('status').first()).toContainText('What you entered is there');
  await again();
  await expect(field).toHaveValue(NEW);
  await field.press('ControlOrMeta+Enter');
  await section(page, 'Changed: 1').getByRole('radio', { name: /650 homes/ }).check();
  await section(page, 'Gone: 1').getByRole('button', { name: 'Find its place' }).click();
  await section(page, 'Gone: 1').getByRole('searchbox', { name: 'Its words now' }).fill('rome');
  await section(page, 'Gone: 1').getByRole('radio', { name: /Ministers from Rome/ }).check();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await again();
  await expect(section(page, 'Changed: 1').getByRole('radio', { name: /650 homes/ })).toBeChecked();
  await expect(section(page, 'Gone: 1').getByRole('radio', { name: /Ministers from Rome/ })).toBeChecked();
  // What is marked meanwhile has to find its place, too.
  await page.keyboard.press('Escape');
  await tag(page, 'Monday', '3');
  await again();
  await expect(field).toHaveValue(NEW);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await again();
  await expect(field).toHaveValue(OLD);
});
