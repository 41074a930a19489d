// The documents that are kept in the browser: found again, renamed, copied, looked at as they were, deleted and put back.
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, command, drag, items, pickAll, start } from './desk.ts';

const harbour = 'Mayor signs harbour pledge\nThe city will plant 400 trees by 2030, Ana Ruiz said.';
const river = 'River clean-up begins\nOfficials in Lagos promised new filters.';

const kept = (page: Page): Locator => page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem');

const saved = (page: Page): Promise<void> => expect(page.getByText('Saved', { exact: true })).toBeVisible();

/** Marks words as a claim, and waits for the disk. */
async function claim(page: Page, words: string): Promise<void> {
  await drag(page, words);
  await page.keyboard.press('1');
  await expect(page.locator('mark', { hasText: words }).first()).toBeVisible();
  await saved(page);
}

/** Two articles, the first with two claims, and back to the start screen. */
async function two(page: Page): Promise<void> {
  await start(page);
  await annotate(page, harbour);
  await claim(page, 'The city will plant 400 trees');
  await claim(page, 'Ana Ruiz');
  await page.getByRole('button', { name: 'New' }).click();
  await annotate(page, river);
  await saved(page);
  await page.getByRole('button', { name: 'New' }).click();
  await expect(kept(page)).toHaveCount(2);
}

test('documents are listed, found by words of their texts, and opened with their undo history', async ({ page }) => {
  await two(page);
  await expect(kept(page).nth(0)).toContainText('River clean-up begins');
  await expect(kept(page).nth(1)).toContainText('2 annotations');
  await expect(kept(page).nth(1)).toContainText('not downloaded');
  await page.getByRole('searchbox', { name: 'Search in all documents' }).fill('FOUR HUNDRED');
  await expect(kept(page)).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Search in all documents' }).fill('400 TREES');
  await expect(kept(page)).toHaveCount(1);
  await expect(kept(page)).toContainText('text: Mayor signs harbour pledge The city will plant 400 trees');
  await kept(page).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(article(page)).toContainText('400 trees');
  await expect(items(page)).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(items(page)).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(items(page)).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Y');
  await expect(items(page)).toHaveCount(1);
  await saved(page);
  await page.reload();
  await expect(items(page)).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: 'Restored' })).toBeVisible();
});

test('a document is renamed, copied, deleted, put back, and deleted for good', async ({ page }) => {
  await two(page);
  await page.getByRole('button', { name: 'Rename: River clean-up begins' }).click();
  const field = page.getByRole('dialog', { name: 'Rename' }).getByRole('textbox', { name: 'Title of the article' });
  await field.fill('Rivers');
  await field.press('Enter');
  await expect(kept(page).nth(0)).toContainText('Rivers');
  await page.getByRole('button', { name: 'Duplicate: Mayor signs harbour pledge' }).click();
  await expect(kept(page)).toHaveCount(3);
  const copy = kept(page).filter({ hasText: 'Mayor signs harbour pledge (copy)' });
  await expect(copy).toContainText('2 annotations');
  await page.getByRole('button', { name: 'Delete: Mayor signs harbour pledge', exact: true }).click();
  await expect(kept(page)).toHaveCount(2);
  await page.getByText('Deleted: 1').click();
  await page.getByRole('button', { name: 'Put back: Mayor signs harbour pledge' }).click();
  await expect(kept(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Delete: Mayor signs harbour pledge (copy)' }).click();
  await page.getByText('Deleted: 1').click();
  await page.getByRole('button', { name: 'Delete for good: Mayor signs harbour pledge (copy)' }).click();
  await page.getByRole('dialog', { name: 'Delete for good?' }).getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Delete for good: Mayor signs harbour pledge (copy)' }).click();
  await page.getByRole('dialog', { name: 'Delete for good?' }).getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Deleted: 1')).toHaveCount(0);
  await page.reload();
  await expect(kept(page)).toHaveCount(2);
  await kept(page).getByRole('button', { name: /^Rivers/ }).click();
  await expect(page.getByRole('button', { name: 'About the article: Rivers' })).toBeVisible();
  // The title is a step like any other.
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(page.getByRole('button', { name: 'About the article: River clean-up begins' })).toBeVisible();
});

test('copies of a document have names of their own', async ({ page }) => {
  await two(page);
  const copy = page.getByRole('button', { name: 'Duplicate: Mayor signs harbour pledge', exact: true });
  for (const [name, count] of [['(copy)', 3], ['(copy 2)', 4], ['(copy 3)', 5]] as const) {
    await copy.click();
    await expect(kept(page)).toHaveCount(count);
    await expect(kept(page).filter({ hasText: `Mayor signs harbour pledge ${name}` })).toHaveCount(1);
    // A click that follows at once is the second of a double click.
    await page.waitForTimeout(600);
  }
});

test('a double click deletes one document, and none for good', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 1400 });
  await two(page);
  await page.getByRole('button', { name: /^Duplicate: / }).first().click();
  await expect(kept(page)).toHaveCount(3);
  // The second click lands on whatever the first one has moved there. However slow the machine is, both are of one second.
  const clock = (time: number): Promise<unknown> =>
    page.evaluate((time) => Object.defineProperty(Event.prototype, 'timeStamp', { configurable: true, value: time }), time);
  const twice = async (button: Locator, then: () => Promise<void>, second: number): Promise<void> => {
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await button.boundingBox())!;
    await clock(second * 1_000_000);
    for (const after of [then, async () => {}]) {
      await page.mouse.click(x + width / 2, y + height / 2);
      await after();
    }
    await clock(second * 1_000_000 + 1_000);
  };
  await twice(page.getByRole('button', { name: /^Delete: / }).first(), () => expect(kept(page)).toHaveCount(2), 1);
  const deleted = page.getByRole('list', { name: 'Deleted documents' }).getByRole('listitem');
  await page.getByText('Deleted: 1').click();
  await expect(deleted).toHaveCount(1);
  await page.getByRole('button', { name: /^Delete: / }).first().click();
  await expect(deleted).toHaveCount(2);
  await twice(page.getByRole('button', { name: /^Delete for good: / }).first(), async () => {}, 2);
  await page.getByRole('dialog', { name: 'Delete for good?' }).getByRole('button', { name: 'Keep it' }).click();
  await expect(deleted).toHaveCount(2);
});

test('an earlier version is compared with what another tab has just made of the document', async ({ page, context }) => {
  await two(page);
  await page.getByRole('button', { name: 'Earlier versions: Mayor signs harbour pledge' }).click();
  const dialog = page.getByRole('dialog', { name: /^Earlier versions/ });
  await dialog.getByRole('button', { name: /^Claim: “The city will plant 400 trees” added/ }).click();
  await expect(dialog).toContainText('Would be gone: 1');
  const other = await context.newPage();
  await other.goto('./');
  await kept(other).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(items(other)).toHaveCount(2);
  await claim(other, 'by 2030');
  await expect(dialog.getByRole('listitem').filter({ hasText: '“by 2030” added' })).toContainText('now');
  await expect(dialog.getByRole('status')).toContainText('1 annotation then, 3 now.');
  await expect(dialog).toContainText('Would be gone: 2');
  await dialog.getByRole('button', { name: 'Go back to this version' }).click();
  await expect(items(other)).toHaveCount(1);
});

test('of documents that are open two are deleted in the same moment: the third stays open', async ({ page }) => {
  await start(page);
  await pickAll(page, [
    ['first.txt', 'First in Vienna.'],
    ['second.txt', 'Second in Lagos.'],
    ['third.txt', 'Third in Accra.'],
  ]);
  await expect(article(page)).toBeVisible();
  await saved(page);
  await page.getByRole('button', { name: 'New' }).click();
  await expect(kept(page)).toHaveCount(3);
  await page.evaluate(() => {
    for (const [number, title] of ['First', 'Second'].entries()) {
      const click = new MouseEvent('click', { bubbles: true, clientY: 100 * number });
      document.querySelector(`[aria-label^="Delete: ${title}"]`)!.dispatchEvent(click);
    }
  });
  await expect(kept(page)).toHaveText([/^Third/]);
  await page.getByRole('button', { name: 'Documents' }).click();
  await expect(article(page)).toHaveText('Third in Accra.');
});

test('the field of a search stays while it has words', async ({ page }) => {
  await two(page);
  const field = page.getByRole('searchbox', { name: 'Search in all documents' });
  await field.fill('river');
  await expect(kept(page)).toHaveCount(1);
  await page.getByRole('button', { name: /^Delete: River/ }).click();
  await expect(kept(page)).toHaveCount(0);
  await expect(field).toHaveValue('river');
  await field.fill('');
  await expect(kept(page)).toHaveText(/^Mayor signs/);
});

test('what is being typed in a dialog stays while another tab changes the document', async ({ page, context }) => {
  await two(page);
  const other = await context.newPage();
  await other.goto('./');
  const rename = async (title: string): Promise<void> => {
    await kept(other).first().getByRole('button', { name: /^Rename/ }).click();
    await other.getByRole('textbox', { name: 'Title of the article' }).fill(title);
    await other.keyboard.press('Enter');
  };
  await page.getByRole('button', { name: 'Rename: Mayor signs harbour pledge' }).click();
  await page.getByRole('textbox', { name: 'Title of the article' }).fill('Harbour');
  await rename('Rivers');
  await expect(kept(page).first()).toContainText('Rivers');
  await expect(page.getByRole('textbox', { name: 'Title of the article' })).toHaveValue('Harbour');
  await page.keyboard.press('Escape');
  await kept(page).first().getByRole('button', { name: /^Rivers/ }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await page.getByRole('button', { name: 'About the article: Rivers' }).click();
  await page.getByRole('textbox', { name: 'Author' }).fill('Ana Ruiz');
  await rename('Clean rivers');
  await expect(heading).toHaveText('Clean rivers');
  await expect(page.getByRole('textbox', { name: 'Author' })).toHaveValue('Ana Ruiz');
  // The title, which nobody has changed here, is not put back.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(heading).toHaveText('Clean rivers');
  await command(page, 'labels and');
  const guideline = page.getByRole('textbox', { name: 'When to mark' });
  await guideline.press('ControlOrMeta+A');
  await page.keyboard.type('Every number.');
  await rename('The rivers');
  await expect(heading).toHaveText('The rivers');
  await expect(guideline).toHaveValue('Every number.');
});

test('an earlier version is looked at, copied, and gone back to, which can be undone', async ({ page }) => {
  await two(page);
  await page.getByRole('button', { name: 'Earlier versions: Mayor signs harbour pledge' }).click();
  const dialog = page.getByRole('dialog', { name: /^Earlier versions/ });
  const versions = dialog.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await expect(versions).toHaveText([/Claim: “Ana Ruiz” added.*now/, /Claim: “The city will plant 400 trees” added/, /As it was opened/]);
  await versions.nth(1).getByRole('button').click();
  await expect(dialog.getByRole('status')).toContainText('1 annotation then, 2 now.');
  await expect(dialog).toContainText('Would be gone: 1');
  await dialog.getByRole('button', { name: 'Copy this version' }).click();
  await expect(kept(page).filter({ hasText: '(copy)' })).toContainText('1 annotation ');
  await page.getByRole('button', { name: 'Earlier versions: Mayor signs harbour pledge', exact: true }).click();
  await versions.nth(2).getByRole('button').click();
  await dialog.getByRole('button', { name: 'Go back to this version' }).click();
  await expect(kept(page).filter({ hasNotText: '(copy)' }).filter({ hasText: 'Mayor' })).toContainText('0 annotations');
  await kept(page).filter({ hasNotText: '(copy)' }).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(article(page)).toBeVisible();
  await expect(items(page)).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(items(page)).toHaveCount(2);
});

test('an article that is not annotated yet is in its field after a reload, and after a look at another document', async ({ page }) => {
  await start(page);
  await annotate(page, harbour);
  await claim(page, 'Ana Ruiz');
  await page.getByRole('button', { name: 'New' }).click();
  const field = page.getByRole('textbox', { name: 'Article text' });
  await field.click();
  await page.keyboard.type(river);
  await page.reload();
  await expect(field).toHaveValue(river);
  await kept(page).getByRole('button', { name: /^Mayor signs/ }).click();
  await expect(article(page)).toContainText('The city will plant');
  // The page is loaded again with that document; what stood in the field waits.
  await page.reload();
  await expect(article(page)).toContainText('The city will plant');
  await page.getByRole('button', { name: 'New' }).click();
  await expect(field).toHaveValue(river);
  // Once it is an article, or taken out, it does not come back.
  await page.getByRole('button', { name: 'Annotate', exact: true }).click();
  await expect(article(page)).toContainText('River clean-up begins');
  await page.getByRole('button', { name: 'New' }).click();
  await expect(kept(page)).toHaveCount(2);
  await expect(field).toHaveValue('');
  await field.fill('Nothing much.');
  await field.fill('');
  await page.reload();
  await expect(kept(page)).toHaveCount(2);
  await expect(field).toHaveValue('');
});
