// Whatever people and files say, and wherever they say it, is shown as text, does nothing, and comes back as it was.
import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, command, download, drag, exportAll, pick, pickAll, start, type GlossFile } from './desk.ts';
import { ALL, NAUGHTY, TOGETHER } from './naughty.ts';
import { watch } from './watch.ts';

const dialog = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name, exact: true });
const card = (page: Page): Locator => page.getByRole('region', { name: 'Annotation', exact: true });

/** As Rust trims: white space, of which the byte-order mark is none. */
const trimmed = (words: string): string => words.replace(/^(?:(?!\ufeff)[\s\u0085])+|(?:(?!\ufeff)[\s\u0085])+$/g, '');
/** What a field of one line makes of words, in Chromium. */
const oneLine = (words: string): string => trimmed(words.replace(/\n/g, ' '));

/** What makes words read differently from what they say. */
const UNSEEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** An article with a word for each string, and with a first line by which it is told from others. */
const words = (strings: string[]): string => [`On ${strings.join(' ').length}`, ...strings.map((_, i) => `Word${i}.`)].join('\n');

interface HostileFile extends GlossFile {
  scheme: { labels: { id: string; name: string }[] };
}

/** A file with these strings wherever a file says anything. */
function hostile(strings: string[]): Record<string, unknown> {
  const next = (i: number, by: number): string => strings[(i + by) % strings.length]!;
  const text = words(strings);
  const annotations = strings.map((words, i) => {
    const quote = `Word${i}.`;
    const start = text.indexOf(quote);
    const attributes = Object.fromEntries([
      [words, next(i, 1)],
      [next(i, 2), words],
    ]);
    return { id: words, label: words, start, end: start + quote.length, quote, attributes, note: words, by: words, [`x${words}`]: words };
  });
  const labels = strings.map((words, i) => {
    const attribute = (type: string, id: string) => ({ id, name: next(i, 3), type, options: [words, next(i, 4)], hint: words });
    const attributes = [attribute('choice', words), attribute('text or span', next(i, 5))];
    return { id: words, name: words, color: '#2f6fb2', line: 'solid', guideline: words, attributes, [`x${words}`]: words };
  });
  const [id, title, author, published, language] = strings;
  return {
    format: 'gloss',
    version: 1,
    document: { id, title, url: 'javascript:alert(1)', author, published, language, text },
    scheme: { name: id, version: title, labels, relations: strings.map((id, i) => ({ id, name: next(i, 6), from: [id], to: [id] })) },
    annotations,
    relations: strings.map((id, i) => ({ id, type: next(i, 7), from: id, to: next(i, 1) })),
    [`x${id}`]: id,
  };
}

const read = async (page: Page): Promise<HostileFile> => JSON.parse((await download(page)).bytes);

test('the list is long enough, and no string is in it twice', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(120);
  expect(new Set(ALL).size).toBe(ALL.length);
});

test.describe('as articles', () => {
  for (const [category, strings] of Object.entries(NAUGHTY)) {
    test(category, async ({ page }) => {
      test.setTimeout(90_000);
      const complaints = await watch(page);
      await start(page);
      for (const words of strings) {
        await page.getByRole('textbox', { name: 'Article text' }).fill(words);
        await page.getByRole('button', { name: 'Annotate' }).click();
        if (trimmed(words) === '') {
          await expect(page.getByRole('alert')).toContainText('There is no text yet');
          continue;
        }
        const text = words.replace(/^\ufeff+/, '');
        await expect.poll(() => article(page).evaluate((root) => root.textContent)).toBe(text);
        const { name, bytes } = await download(page);
        expect((JSON.parse(bytes) as GlossFile).document.text).toBe(text);
        expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*\.gloss\.json$/u);
        await page.getByRole('button', { name: 'New', exact: true }).click();
      }
      expect(await complaints()).toEqual([]);
    });
  }
});

test.describe('in a file of Gloss, wherever it says anything', () => {
  const open = async (page: Page, strings: string[]): Promise<void> => {
    await pick(page, 'hostile.gloss.json', JSON.stringify(hostile(strings)));
    await expect(page.getByRole('button', { name: /^About the article/ })).toContainText(strings[1]!);
    await expect(article(page).locator('mark').first()).toBeVisible();
  };

  test('all of it is shown, and comes back', async ({ page }) => {
    test.slow();
    const complaints = await watch(page);
    await start(page);
    for (const strings of [ALL, TOGETHER]) {
      await open(page, strings);
      await page.getByRole('button', { name: /^About the article/ }).click();
      await expect(dialog(page, 'About the article').getByRole('textbox', { name: 'Source' })).toHaveValue('javascript:alert(1)');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+K');
      await expect(dialog(page, 'All commands')).toContainText(`Tag as ${strings.at(-1)}`);
      await page.keyboard.press('Escape');
      await command(page, 'labels and');
      await expect(dialog(page, 'Labels and guidelines').getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(strings[0]!);
      expect(await complaints()).toEqual([]);
      await page.keyboard.press('Escape');
      expect(JSON.parse((await download(page)).bytes)).toMatchObject(hostile(strings));
    }
    // Each with all that is known of it.
    await article(page).focus();
    for (const words of TOGETHER) {
      await page.keyboard.press('n');
      await expect(page.locator('.card > .field > textarea')).toHaveValue(words);
    }
    expect(await complaints()).toEqual([]);
  });

  test('it goes out in all formats, and the report is a page with the same words', async ({ page, context }) => {
    test.slow();
    const complaints = await watch(page);
    await start(page);
    await open(page, TOGETHER);
    const files = await exportAll(page, test.info().outputDir);
    expect(files.size).toBeGreaterThanOrEqual(14);
    expect(await complaints()).toEqual([]);
    const report = await context.newPage();
    const said = await watch(report);
    const asked: string[] = [];
    report.on('request', (request) => asked.push(request.url()));
    await report.goto(`file://${files.get('html')}`);
    expect(asked).toHaveLength(1);
    // Its style stands in it, and its links lead to its own rows.
    expect((await said()).filter((said) => !/^in the page: <(style>|a href="#[am]\d+">)/.test(said))).toEqual([]);
    const texts = (selector: string): Promise<string[]> => report.locator(selector).allTextContents();
    expect(await texts('.text')).toEqual([words(TOGETHER)]);
    expect(await texts('.legend b')).toEqual(TOGETHER);
    expect(await texts('.note')).toEqual(TOGETHER);
    expect(await texts('[data-fact=url]')).toEqual(['javascript:alert(1)']);
    // No cell of the table is one that a spreadsheet runs.
    const table = readFileSync(files.get('csv')!, 'utf8');
    expect(table.match(/(?<=^|,)"?[=+@\t\r-].*/gm)).toBe(null);
  });
});

test.describe('typed', () => {
  test.beforeEach(() => test.slow());

  test('as names of labels, fields, links and what they mean', async ({ page }) => {
    const complaints = await watch(page);
    await start(page);
    await annotate(page, 'One minister spoke in Vienna.');
    await command(page, 'labels and');
    const editor = dialog(page, 'Labels and guidelines');
    for (const words of TOGETHER) {
      for (const [field, button] of [
        ['label', 'Add label'],
        ['field', 'Add field'],
      ] as const) {
        await editor.getByRole('textbox', { name: `Name of a new ${field}` }).fill(words);
        await editor.getByRole('button', { name: button }).click();
      }
      await expect(editor.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(oneLine(words));
      await editor.getByRole('textbox', { name: 'When to mark' }).fill(words);
    }
    expect(await complaints()).toEqual([]);
    await page.keyboard.press('Escape');
    const { scheme } = await read(page);
    const wanted = TOGETHER.map((words) => ({ name: oneLine(words), guideline: trimmed(words), attributes: [{ name: oneLine(words) }] }));
    expect(scheme.labels.slice(3)).toMatchObject(wanted);
  });

  test('as notes and in fields', async ({ page }) => {
    const complaints = await watch(page);
    await start(page);
    await annotate(page, TOGETHER.map((_, i) => `Word${i}.`).join(' '));
    for (const [i, words] of TOGETHER.entries()) {
      await drag(page, `Word${i}.`);
      await page.keyboard.press('1');
      await expect(card(page).getByRole('blockquote')).toHaveText(`Word${i}.`);
      await card(page).getByRole('textbox', { name: 'Speaker', exact: true }).fill(words);
      await card(page).getByRole('textbox', { name: 'Note', exact: true }).fill(words);
      await page.keyboard.press('Escape');
    }
    expect(await complaints()).toEqual([]);
    const { annotations } = await read(page);
    expect(annotations).toMatchObject(TOGETHER.map((words) => ({ note: trimmed(words), attributes: { speaker: oneLine(words) } })));
  });

  test('as facts about the article', async ({ page }) => {
    const complaints = await watch(page);
    await start(page);
    await annotate(page, 'One minister spoke in Vienna.');
    for (const words of TOGETHER) {
      await page.getByRole('button', { name: /^About the article/ }).click();
      for (const name of ['Title', 'Author', 'Published', 'Language']) await dialog(page, 'About the article').getByRole('textbox', { name }).fill(words);
      await dialog(page, 'About the article').getByRole('button', { name: 'Save' }).click();
      const fact = oneLine(words);
      const { name, bytes } = await download(page);
      expect((JSON.parse(bytes) as HostileFile).document).toMatchObject({ title: fact, author: fact, published: fact, language: fact });
      expect(name).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}-]*\.gloss\.json$/u);
    }
    expect(await complaints()).toEqual([]);
  });
});

test('in what is said of files: their names, and what is wrong with them', async ({ page }) => {
  const complaints = await watch(page);
  await start(page);
  // A browser says the last part of a path only.
  const name = (words: string): string => `${words.split(/[/\\]/).at(-1)}.json`;
  await pickAll(page, ALL.map((words) => [name(words), JSON.stringify({ format: words })]));
  const report = dialog(page, 'About these files').getByRole('listitem');
  await expect(report).toHaveCount(ALL.length);
  for (const [i, said] of (await report.allTextContents()).entries()) {
    const words = ALL[i]!;
    expect(said).not.toMatch(UNSEEN);
    // Joiners and the letters of flags are spelled out where they belong to nothing.
    if (UNSEEN.test(words) || /[\u200c\u200d\u{E0020}-\u{E007F}]/u.test(words)) continue;
    const start = [...words].slice(0, 60).join('');
    expect(said.replaceAll('\n', ' ')).toContain(`${name(words)}: The file is JSON but not a Gloss file: its "format" is "${start}`.replaceAll('\n', ' '));
  }
  expect(await complaints()).toEqual([]);
});

test('as labels of another tool', async ({ page }) => {
  const complaints = await watch(page);
  await start(page);
  const text = words(ALL);
  const label = ALL.map((words, i) => [text.indexOf(`Word${i}.`), text.indexOf(`Word${i}.`) + 4, words]);
  await pick(page, 'doccano.jsonl', JSON.stringify({ text, label }));
  const question = dialog(page, 'Import');
  await expect(question.getByRole('combobox').first()).toBeVisible();
  expect(await complaints()).toEqual([]);
  await question.getByRole('button', { name: /^(Import|Bring|Add)/ }).click();
  await expect(article(page).locator('mark').first()).toBeVisible();
  expect(await complaints()).toEqual([]);
  const { annotations, scheme } = await read(page);
  const names = new Map(scheme.labels.map(({ id, name }) => [id, name]));
  // A label that says nothing is none, and upper and lower case are the same label.
  const wanted = ALL.map(trimmed).filter((words) => words !== '');
  expect(annotations.map(({ label }) => names.get(label)!.toLowerCase())).toEqual(wanted.map((words) => words.toLowerCase()));
});

test('in the library: listed, found and renamed', async ({ page }) => {
  test.slow();
  const complaints = await watch(page);
  await start(page);
  const titles = TOGETHER.map(oneLine);
  const file = (title: string, i: number) => JSON.stringify({ format: 'gloss', version: 1, document: { id: `d${i}`, title, text: `Word${i}.` } });
  await pick(page, 'all.jsonl', titles.map(file).join('\n'));
  await expect(page.getByRole('group', { name: 'Documents' })).toContainText(`1 of ${titles.length}`);
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'New', exact: true }).click();
  const kept = page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem');
  await expect(kept).toHaveCount(titles.length);
  const search = page.getByRole('searchbox', { name: 'Search in all documents' });
  for (const words of titles) {
    await search.fill('');
    await expect(kept).toHaveCount(titles.length);
    await search.fill(words);
    await expect(kept).toHaveCount(1);
    await kept.getByRole('button', { name: /^Rename/ }).click();
    const title = dialog(page, 'Rename').getByRole('textbox', { name: 'Title of the article' });
    await expect(title).toHaveValue(words);
    await title.fill(`(renamed) ${words}`);
    await title.press('Enter');
    await expect(kept).toContainText('(renamed)');
  }
  expect(await complaints()).toEqual([]);
});
