// A scheme of one's own: made in the page, taken elsewhere, and used there.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, drag, items, start, tag, download, type GlossFile } from './desk.ts';

const text = 'The mayor of Lagos said that 40 buses would run by May.\nNobody asked her how.';

interface Scheme {
  labels: { id: string; name: string; color: string; line: string; key?: string; attributes?: { name: string }[] }[];
}

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Labels and guidelines' });

async function edit(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('labels and');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
}

async function add(page: Page, name: string): Promise<void> {
  await dialog(page).getByRole('textbox', { name: 'Name of a new label' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name);
}

test('a scheme of fifty labels is made here, exported, imported elsewhere and used', async ({ page, context }) => {
  test.setTimeout(90_000);
  await start(page);
  await annotate(page, text);
  await edit(page);
  for (let number = 4; number <= 50; number++) await add(page, `Amount ${number}`);
  // The last one gets a guideline, a field and another colour.
  await dialog(page).getByRole('textbox', { name: 'When to mark' }).fill('Every number of things.');
  await dialog(page).getByRole('textbox', { name: 'Name of a new field' }).fill('Unit of count');
  await dialog(page).getByRole('combobox', { name: 'Kind of the new field' }).selectOption('text');
  await dialog(page).getByRole('button', { name: 'Add field' }).click();
  await expect(dialog(page).getByText('Unit of count')).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Export scheme' }).click(),
  ]);
  const bytes = readFileSync((await file.path())!, 'utf8');
  const { labels }: Scheme = JSON.parse(bytes);
  expect(labels).toHaveLength(50);
  expect(new Set(labels.map(({ color, line }) => `${color} ${line}`)).size).toBe(50);
  expect(new Set(labels.map(({ id }) => id)).size).toBe(50);
  expect(new Set(labels.flatMap(({ key }) => key ?? [])).size).toBe(labels.filter(({ key }) => key).length);

  // Another visit, which knows nothing of it.
  const other = await context.browser()!.newPage();
  await start(other);
  await annotate(other, text);
  await tag(other, 'Lagos', '3');
  await edit(other);
  await dialog(other).locator('input[type=file]').setInputFiles({
    name: 'fifty.json',
    mimeType: 'application/json',
    buffer: Buffer.from(bytes),
  });
  await expect(dialog(other).getByRole('button', { name: /^Amount 50/ })).toBeVisible();
  await other.keyboard.press('Escape');
  // A label with a key, one without, and one from the card.
  await tag(other, 'how', labels[4]!.key!);
  await drag(other, '40 buses');
  await other.getByRole('toolbar', { name: 'Labels' }).getByRole('button', { name: 'Amount 50' }).click();
  await other.getByRole('textbox', { name: 'Unit of count' }).fill('buses');
  await tag(other, 'mayor', '1');
  await other.getByRole('combobox', { name: 'Label', exact: true }).selectOption('Amount 30');
  await expect(items(other)).toHaveText([/Amount 30\s*mayor/, /Place\s*Lagos/, /Amount 50\s*40 buses/, /Amount 5\s*how/]);
  const work: GlossFile & { scheme: Scheme } = JSON.parse((await download(other)).bytes);
  expect(work.scheme).toEqual(JSON.parse(bytes));
  expect(work.annotations[2]).toMatchObject({ label: 'amount_50', attributes: { unit_of_count: 'buses' } });
  await other.close();
});

test('removing what is used says first what becomes of it, keeps the annotations, and can be undone', async ({ page }) => {
  await start(page);
  await annotate(page, text);
  await tag(page, 'Lagos', '3');
  await tag(page, 'buses', '1');
  await edit(page);
  await dialog(page).getByRole('button', { name: /^Place/ }).click();
  await dialog(page).getByRole('button', { name: 'Remove: Place' }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('The label Place is used by 1 annotation. What is marked stays');
  await dialog(page).getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(dialog(page).getByRole('button', { name: /^Place/ })).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Remove: Place' }).click();
  await dialog(page).getByRole('button', { name: 'Do it' }).click();
  await expect(dialog(page).getByRole('button', { name: /^Place/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(items(page)).toHaveText([/place\s*Lagos/, /Claim\s*buses/]);
  await expect(article(page).locator('mark.label-unknown')).toHaveText('Lagos');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(items(page)).toHaveText([/Place\s*Lagos/, /Claim\s*buses/]);
});

test('a file that is no scheme changes nothing and says why', async ({ page }) => {
  await start(page);
  await annotate(page, text);
  await edit(page);
  const give = (content: string): Promise<void> =>
    dialog(page).locator('input[type=file]').setInputFiles({ name: 's.json', mimeType: 'x/y', buffer: Buffer.from(content) });
  for (const [content, reason] of [
    ['{"labels": [', /line 1/],
    ['[1, 2]', /scheme/],
    ['{"labels": [{"id": "a"}, {"id": "a"}]}', /a/],
  ] as const) {
    await give(content);
    await expect(dialog(page).getByRole('alert')).toContainText(reason);
    await expect(dialog(page).getByRole('button', { name: /^Claim/ })).toBeVisible();
  }
});
