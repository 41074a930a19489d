// What a person does at the desk, with the real clipboard, mouse and keyboard.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';

/** The file that Gloss writes, as far as the tests look into it. */
export interface GlossFile {
  document: { id: string; text: string; sha256: string };
  annotations: { id: string; label: string; start: number; end: number; quote: string; attributes?: object; note?: string }[];
  relations: { id: string; type: string; from: string; to: string }[];
}

/** The article's region. */
export const article = (page: Page): Locator => page.getByRole('region', { name: 'Article', exact: true });

/** The list's items. */
export const items = (page: Page): Locator => page.getByRole('list', { name: 'Annotations' }).getByRole('listitem');

/** Opens the page. Time stands still and chance is a counter, so that files can be compared byte for byte. */
export async function start(page: Page): Promise<void> {
  await page.clock.setFixedTime(new Date('2026-11-23T10:00:00.250Z'));
  await page.addInitScript(() => {
    let count = 0;
    crypto.getRandomValues = (array) => {
      const bytes = array as unknown as Uint8Array;
      bytes.fill(0);
      count += 1;
      [bytes[14], bytes[15]] = [count >> 8, count & 255];
      return array;
    };
  });
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
}

/** Has the browser refuse all storage to the page, from its next load on. */
export async function refuseStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: refuse });
  });
}

/** The message of a program that has failed. */
export const stopped = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'Gloss has stopped' });

/** Runs in the browser, which from then on makes no elements of this kind, neither new ones nor copies, as Yew makes them. */
export function withhold(kind: string): void {
  const { createElement } = Document.prototype;
  const { cloneNode } = Node.prototype;
  Document.prototype.createElement = function (name: string) {
    if (name === kind) throw new Error('of the test');
    return createElement.call(this, name);
  };
  Node.prototype.cloneNode = function (deep) {
    if (this instanceof Element && this.localName === kind) throw new Error('of the test');
    return cloneNode.call(this, deep);
  };
}

/** What the bar says of the keeping of the work. */
export const kept = (page: Page): Locator => page.locator('.kept');

/** Puts words on the clipboard and pastes them into the field for the article. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
  const field = page.getByRole('textbox', { name: 'Article text' });
  await field.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await expect.poll(() => field.evaluate((area: HTMLTextAreaElement) => area.value.length)).toBeGreaterThan(0);
}

/** Pastes an article and opens it. */
export async function annotate(page: Page, text: string): Promise<void> {
  await paste(page, text);
  await page.getByRole('button', { name: 'Annotate' }).click();
  await expect(article(page)).toBeVisible();
  await drawn(page);
}

/** Waits until whatever follows a change has followed, such as the panel, which is that of the article before until then. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Time runs so fast that Yew stops whatever it draws for other events, and goes on only a while later. */
export async function slow(page: Page): Promise<void> {
  await page.evaluate(() => {
    let now = Date.now();
    Date.now = () => (now += 1_000);
    const { setTimeout } = window;
    Object.assign(window, {
      setTimeout: (then: () => void, after?: number, ...rest: unknown[]) => setTimeout(then, after === 0 ? 150 : after, ...rest),
    });
  });
}

/** The suggestion that is looked at. */
export const suggestion = (page: Page): Locator => page.getByRole('region', { name: 'Suggestion', exact: true });

/** Pastes an article and has it read; the first suggestion is looked at then. */
export async function suggested(page: Page, text: string): Promise<void> {
  await annotate(page, text);
  await page.getByRole('button', { name: 'Suggest', exact: true }).click();
  await expect(suggestion(page)).toBeVisible();
}

interface Ends {
  from: { x: number; y: number };
  to: { x: number; y: number };
}

/** Where on the screen the words stand that the article has at `quote`: just inside their first and last character. */
export async function place(page: Page, quote: string, occurrence = 1): Promise<Ends> {
  return article(page).evaluate((root, [words, occurrence]) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: { node: Text; start: number }[] = [];
    let text = '';
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode as Text, start: text.length });
      text += (walker.currentNode as Text).data;
    }
    let at = -1;
    for (let count = 0, from = 0; count < occurrence; count++, from = at + words.length) {
      at = text.indexOf(words, from);
      if (at < 0) throw new Error(`the article does not say: ${words}`);
    }
    const character = (offset: number): DOMRect => {
      const { node, start } = nodes.findLast((part) => part.start <= offset)!;
      const range = document.createRange();
      range.setStart(node, offset - start);
      range.setEnd(node, Math.min(offset - start + 1, node.length));
      return range.getBoundingClientRect();
    };
    const anchor = nodes.findLast((part) => part.start <= at)!.node.parentElement!;
    anchor.scrollIntoView({ block: 'center' });
    const [first, last] = [character(at), character(at + words.length - 1)];
    // A right-to-left character starts at its right.
    const near = (box: DOMRect, character: string, start: boolean) => ({
      x: start !== /[\u0590-\u08ff]/.test(character) ? box.left + 0.5 : box.right - 0.5,
      y: box.top + box.height / 2,
    });
    return { from: near(first, words[0]!, true), to: near(last, words.at(-1)!, false) };
  }, [quote, occurrence] as const);
}

/** Drags the mouse from one place to another. */
export async function sweep(page: Page, { from, to }: Ends): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

/** Drags the mouse over words of the article. */
export async function drag(page: Page, quote: string, key?: 'Alt'): Promise<void> {
  const ends = await place(page, quote);
  if (key) await page.keyboard.down(key);
  await sweep(page, ends);
  if (key) await page.keyboard.up(key);
  await expect(page.getByRole('toolbar', { name: 'Labels' })).toBeVisible();
}

/** Drags over words and presses a label's key. */
export async function tag(page: Page, quote: string, key: string): Promise<void> {
  await drawn(page);
  const before = await items(page).count();
  await drag(page, quote);
  await page.keyboard.press(key);
  await expect(items(page)).toHaveCount(before + 1);
}

/** Clicks into the middle of a character's left half. */
export async function click(page: Page, quote: string, count = 1): Promise<void> {
  const { from } = await place(page, quote);
  await page.mouse.click(from.x + 1.5, from.y, { clickCount: count });
}

/** Downloads the file; its name and its bytes. */
export async function download(page: Page): Promise<{ name: string; bytes: string }> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download JSON' }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync((await file.path())!, 'utf8') };
}

/** Does what a command of this name does. */
export async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  await page.getByRole('combobox', { name: 'Command' }).fill(words);
  await page.keyboard.press('Enter');
}

/** Downloads the work in every format that it can go out in: each file's path, by its ending. */
export async function exportAll(page: Page, folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const dialog = page.getByRole('dialog', { name: 'Export', exact: true });
  const formats = dialog.getByRole('radio', { name: /\.[a-z]/ });
  let count = 1;
  for (let i = 0; i < count; i++) {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await formats.nth(i).check();
    count = await formats.count();
    // The dialog begins with our own format.
    await expect(dialog.locator('.file-name')).toHaveText(i ? /^(?!.*\.gloss\.json)/ : /\.gloss\.json/);
    const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^Download/ }).click()]);
    await expect(dialog).toBeHidden();
    const name = file.suggestedFilename();
    const path = `${folder}/${i}-${name}`;
    await file.saveAs(path);
    files.set(name.slice(name.indexOf('.') + 1), path);
  }
  return files;
}

/** Gives the page a file, as the file dialog would. */
export async function pick(page: Page, name: string, content: string | Buffer): Promise<void> {
  await pickAll(page, [[name, content]]);
}

/** Gives the page files, as the file dialog would. */
export async function pickAll(page: Page, files: [name: string, content: string | Buffer][]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  // On the start screen or on the desk, whichever comes first.
  const start = page.getByRole('button', { name: 'Open file' });
  await start.or(page.getByRole('button', { name: 'Import' })).first().click();
  const mimeType = 'application/octet-stream';
  await (await chooser).setFiles(files.map(([name, content]) => ({ name, mimeType, buffer: Buffer.from(content) })));
}

/** Has the browser give out nothing of any file; what is returned has it do so. */
export async function holdFiles(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    const released = new Promise<void>((release) => Object.assign(window, { release }));
    Blob.prototype.arrayBuffer = async function () {
      await released;
      return read.call(this);
    };
  });
  return () => page.evaluate(() => (window as unknown as { release: () => void }).release());
}

/** What Python says of a file: the quotes that are not what stands at their offsets, and the number of annotations. */
export function inPython(bytes: string): { wrong: string[]; count: number } {
  const program = `
import json, sys, hashlib
file = json.loads(sys.stdin.buffer.read())
text = file["document"]["text"]
assert hashlib.sha256(text.encode()).hexdigest() == file["document"]["sha256"]
wrong = [a["quote"] for a in file["annotations"] if text[a["start"]:a["end"]] != a["quote"]]
print(json.dumps({"wrong": wrong, "count": len(file["annotations"])}))
`;
  const { stdout, stderr, status } = spawnSync('python3', ['-c', program], { input: bytes, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}
