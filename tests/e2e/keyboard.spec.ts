// The whole job without a mouse, and the whole job without ever selecting.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { article, inPython, items, slow, start, type GlossFile } from './desk.ts';

const text =
  'Mayor signs harbour pledge\n' +
  'Mayor Ana Ruiz said crime fell 12% in Lagos last year. The city will plant 400 trees by 2030 if the state pays.\n' +
  'Officials in Paris said nothing.';

/** Presses keys one after the other. */
async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Opens the article from the start screen with the keyboard. */
async function open(page: Page): Promise<void> {
  await start(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  for (let tabs = 0; tabs < 20; tabs++) {
    await page.keyboard.press('Tab');
    if (await page.getByRole('textbox', { name: 'Article text' }).evaluate((field) => field === document.activeElement)) break;
  }
  await press(page, 'ControlOrMeta+V', 'Tab', 'Enter');
  await expect(article(page)).toBeFocused();
}

/** The file that Ctrl+S downloads. */
async function saved(page: Page): Promise<GlossFile> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('ControlOrMeta+s')]);
  const bytes = readFileSync((await file.path())!, 'utf8');
  expect(inPython(bytes).wrong).toEqual([]);
  return JSON.parse(bytes);
}

const marks = (file: GlossFile) => file.annotations.map(({ label, quote }) => `${label}: ${quote}`);

/** What has the keyboard's focus, by its name. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLInputElement;
    return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
  });

/** Goes on with Tab until something of this name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: (string | null)[] = [];
  for (let tabs = 0; tabs < 60; tabs++) {
    const at = await focused(page);
    if (typeof name === 'string' ? at === name : name.test(at ?? '')) return;
    passed.push(at);
    await page.keyboard.press('Tab');
  }
  throw new Error(`no ${name} among ${passed.join(' | ')}`);
}

test('from the start screen to the download with the keyboard alone', async ({ page }) => {
  await page.mouse.move(0, 0);
  await open(page);

  // To the second paragraph, behind "said", and select six words.
  await press(page, 'Control+ArrowDown', 'Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight');
  for (let words = 0; words < 4; words++) await page.keyboard.press('Control+Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(items(page)).toHaveText([/Claim\s*crime fell 12% in/]);

  // The edge goes out by a word, and by mistake by another.
  await press(page, ']', ']');
  await expect(items(page)).toHaveText([/Claim\s*crime fell 12% in Lagos last/]);
  await page.keyboard.press('}');
  await expect(items(page)).toHaveText([/Claim\s*crime fell 12% in Lagos$/]);

  // All attributes of the claim, filled in by keys.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Speaker' })).toBeFocused();
  await page.keyboard.type('Ana Ruiz');
  await tabTo(page, 'Kind');
  await page.keyboard.type('number');
  await tabTo(page, 'Certainty');
  await page.keyboard.type('cert');
  await tabTo(page, /^More/);
  await page.keyboard.press('Enter');
  await tabTo(page, 'Polarity');
  await page.keyboard.type('aff');
  await tabTo(page, 'Cue');
  await page.keyboard.type('said');
  await tabTo(page, 'Worth checking');
  await page.keyboard.type('yes');
  await tabTo(page, /^Note/);
  await page.keyboard.type('ask for the figures');
  await page.keyboard.press('Escape');
  await expect(article(page)).toBeFocused();

  // A place inside it: back by a word from where the claim ended, selected backwards.
  await press(page, 'Control+ArrowRight', 'Control+ArrowLeft', 'Control+Shift+ArrowRight', '3');
  await expect(items(page)).toHaveCount(2);

  // A commitment: the whole sentence, which is the second one of its paragraph, tagged wrongly at first.
  await press(page, 'Alt+ArrowRight', 'Alt+ArrowRight', 'Alt+ArrowLeft', 'Alt+Shift+ArrowRight', '1');
  await expect(page.getByRole('status')).toContainText('Added. Claim: “The city will plant');
  await page.keyboard.press('2');
  await expect(page.getByRole('status')).toContainText('Relabelled. Commitment');

  // The next is removed, and comes back.
  await press(page, 'p', 'Delete');
  await expect(items(page)).toHaveCount(2);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(items(page)).toHaveCount(3);

  // The claim is about the place inside it.
  await press(page, 'p', 'p');
  await expect(page.getByRole('region', { name: 'Annotation', exact: true }).getByRole('heading')).toHaveText('Claim');
  await page.keyboard.press('r');
  await expect(page.getByRole('combobox', { name: 'New link' })).toBeFocused();
  await page.keyboard.type('about');
  await tabTo(page, 'Link to');
  await tabTo(page, 'Link');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('Linked. Claim: “crime fell 12% in Lagos” about Place: “Lagos”');
  await page.keyboard.press('Escape');

  const file = await saved(page);
  expect(marks(file)).toEqual([
    'claim: crime fell 12% in Lagos',
    'place: Lagos',
    'commitment: The city will plant 400 trees by 2030 if the state pays.',
  ]);
  expect(file.annotations[0]).toMatchObject({
    note: 'ask for the figures',
    attributes: {
      speaker: 'Ana Ruiz',
      kind: 'number',
      certainty: 'certain',
      polarity: 'affirms',
      cue: 'said',
      worth_checking: true,
    },
  });
  const [claim, place] = file.annotations;
  expect(file.relations).toMatchObject([{ type: 'about', from: claim!.id, to: place!.id }]);
});

test('Tab goes through the annotations, and leaves the article behind the last and before the first', async ({ page }) => {
  await open(page);
  await press(page, 'Control+Shift+ArrowRight', '1', 'Control+ArrowRight', 'Control+Shift+ArrowRight', '2', 'Escape');
  await expect(items(page)).toHaveCount(2);
  const chosen = page.getByRole('region', { name: 'Annotation', exact: true }).getByRole('heading');
  await page.keyboard.press('Tab');
  await expect(chosen).toHaveText('Claim');
  await page.keyboard.press('Tab');
  await expect(chosen).toHaveText('Commitment');
  await expect(article(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(article(page)).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(article(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(chosen).toHaveText('Claim');
  await page.keyboard.press('Shift+Tab');
  await expect(article(page)).not.toBeFocused();
});

test('keys that are pressed before all of the program is there are done in order once it is', async ({ page }) => {
  let there = () => {};
  const arrives = new Promise<void>((resolve) => (there = resolve));
  await page.route(/split_rooms/, async (route) => {
    await arrives;
    await route.continue();
  });
  await open(page);
  await press(page, 'Control+Shift+ArrowRight', '1', 'Control+ArrowRight', 'Control+Shift+ArrowRight', '2', 'ControlOrMeta+z', 'ControlOrMeta+y');
  there();
  await expect(items(page)).toHaveText([/Claim\s*Mayor/, /Commitment\s*signs|Commitment\s*harbour/]);
});

test('where drawing takes long, Enter runs the command whose name was typed', async ({ page }) => {
  await open(page);
  await slow(page);
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('New version');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'New version of the text' })).toBeVisible();
});

test('where drawing takes long, the file is of the format that was chosen', async ({ page }) => {
  await open(page);
  await slow(page);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  const button = dialog.getByRole('button', { name: 'Download' });
  await expect(button).toBeVisible();
  await dialog.getByRole('radio', { name: 'Web Annotation' }).click();
  const file = page.waitForEvent('download');
  // At once; if the button is that of the format before, there is no file, but the button comes again.
  await expect(async () => {
    if (await dialog.isVisible()) await button.click({ timeout: 1_000 });
    await expect(dialog).toBeHidden({ timeout: 1_000 });
  }).toPass();
  expect((await file).suggestedFilename()).toMatch(/\.jsonld$/);
});

test('where drawing takes long, what is typed after a key goes where that key leads', async ({ page }) => {
  await open(page);
  await slow(page);
  await page.keyboard.press('/');
  await page.keyboard.type('man in the moon');
  await expect(page.getByRole('searchbox', { name: 'Words to find' })).toHaveValue('man in the moon');
  await expect(page.getByRole('region', { name: 'Map', exact: true })).toHaveCount(0);
  await expect(items(page)).toHaveCount(0);
});

test('where drawing takes long, each press of a button counts', async ({ page }) => {
  await open(page);
  await slow(page);
  await press(page, 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  await press(page, '1');
  await expect(items(page)).toHaveText([/^Claim\s*Mayor signs harbour$/]);
  for (const name of ['Start one word later', 'End one word later', 'Start one word later']) {
    await page.getByRole('button', { name }).click();
  }
  await expect(items(page)).toHaveText([/^Claim\s*harbour pledge$/]);
});

test('where drawing takes long, a key finds what the key before it did', async ({ page }) => {
  await open(page);
  await slow(page);
  await expect(page.getByRole('list', { name: 'Annotations' })).toBeAttached();
  await press(page, 'Control+Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  // A mark, another label for it, and the next word.
  await press(page, '1', '2', 'Control+ArrowRight', 'Control+Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
  await press(page, '3');
  await expect(items(page)).toHaveText([/^Commitment\s*Mayor/, /^Place\s*harbour/]);
});

test('words of the article fill in a field by keys', async ({ page }) => {
  await open(page);
  await press(page, 'Control+ArrowDown', 'Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight', 'Control+ArrowRight');
  await press(page, 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight', '1', 'Enter');
  await tabTo(page, 'Speaker: pick from the article');
  await page.keyboard.press('Enter');
  await expect(article(page)).toBeFocused();
  await press(page, 'Control+ArrowUp', 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight', 'Control+Shift+ArrowRight');
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toContainText('Use these words');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Speaker' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Speaker' })).toHaveValue('Mayor Ana Ruiz');
});

test('the whole job without a selection: by quote and sentence by sentence', async ({ page }) => {
  await open(page);
  // From now on nothing may be selected in the article, by anyone.
  await page.evaluate(() => {
    document.addEventListener('selectionchange', () => {
      const selection = getSelection()!;
      const inside = document.querySelector('.article')!.contains(selection.anchorNode);
      if (inside && !selection.isCollapsed) document.body.dataset['selected'] = String(selection);
    });
  });
  // Words from somewhere else, with another quotation mark, case and line break.
  await page.keyboard.press('/');
  await page.keyboard.type('CRIME fell  12% in lagos');
  await expect(page.getByRole('region', { name: 'Find and mark' })).toContainText('1 of 1');
  await tabTo(page, /^Claim/);
  await page.keyboard.press('Enter');
  await expect(items(page)).toHaveText([/Claim\s*crime fell 12% in Lagos/]);
  await page.keyboard.press('Escape');
  await expect(article(page)).toBeFocused();

  await press(page, 's', '2');
  await expect(items(page)).toHaveCount(2);
  await press(page, 'n', '3', 'Escape');
  expect(marks(await saved(page))).toEqual([
    'commitment: Mayor Ana Ruiz said crime fell 12% in Lagos last year.',
    'claim: crime fell 12% in Lagos',
    'place: Officials in Paris said nothing.',
  ]);
  expect(await page.evaluate(() => document.body.dataset['selected'])).toBeUndefined();
});
