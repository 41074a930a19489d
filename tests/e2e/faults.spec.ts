// Faults to survive: whatever happens to the tab, the browser or the disk, what was shown as saved is there afterwards, and what is open
// can be downloaded.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { annotate, article, download, items, kept, refuseStorage } from './desk.ts';

const TEXT = 'Mayor signs harbour pledge\n' + 'Ana Ruiz said crime fell in Lagos and rose in Paris while Vienna and Oslo waited for news and '.repeat(8).trim();

const alert = (page: Page): Locator => page.getByRole('alert');
const status = (page: Page): Locator => page.getByRole('status').first();
const saved = (page: Page): Promise<void> => expect(kept(page)).toHaveText('Saved');

/** The ids of what is marked in the article. */
const ids = async (page: Page): Promise<string[]> => {
  const all = await article(page).evaluateAll(([root]) => [...(root?.querySelectorAll('mark') ?? [])].map(({ dataset }) => dataset.id!));
  return [...new Set(all)];
};

/** Opens the page with an article in it. */
async function open(page: Page, text = TEXT): Promise<void> {
  await page.goto('./');
  await annotate(page, text);
  await expect(page.getByRole('list', { name: 'Annotations' })).toBeAttached();
}

/** Marks the next word behind the caret with a label, by keys. */
async function mark(page: Page, key = '1'): Promise<void> {
  await article(page).focus();
  for (const press of ['Control+ArrowRight', 'Control+Shift+ArrowRight', key]) await page.keyboard.press(press);
}

/** Marks words until there are so many. */
async function marks(page: Page, count: number): Promise<void> {
  for (let made = await items(page).count(); made < count; made++) {
    await mark(page, String(1 + (made % 3)));
    await expect(items(page)).toHaveCount(made + 1);
  }
}

/** Crashes the page's process. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => {});
  await crashed;
}

/** Changes what is stored, from a page of the origin on which Gloss does not run. */
async function tamper<T>(context: BrowserContext, change: (base: IDBDatabase) => T | Promise<T>): Promise<T> {
  const page = await context.newPage();
  await page.goto('./gloss.schema.json');
  const result = await page.evaluate(`new Promise((resolve, reject) => {
    const request = indexedDB.open('gloss');
    request.onerror = () => reject(request.error);
    request.onsuccess = async () => {
      try {
        const result = await (${change})(request.result);
        request.result.close();
        resolve(result);
      } catch (error) { reject(error); }
    };
  })`);
  await page.close();
  return result as T;
}

test.describe('the tab', () => {
  test('crashes: everything that was saved is back, with its undo history', async ({ page, context }) => {
    await open(page);
    await marks(page, 3);
    await saved(page);
    await crash(page);
    const next = await context.newPage();
    await next.goto('./');
    await expect(items(next)).toHaveCount(3);
    await expect(status(next)).toContainText('Restored');
    await next.keyboard.press('ControlOrMeta+z');
    await expect(items(next)).toHaveCount(2);
    await saved(next);
  });

  for (const [way, leave] of [
    ['closed', async (page: Page) => page.close()],
    ['reloaded', async (page: Page) => page.reload()],
    ['sent elsewhere', async (page: Page) => page.goto('./gloss.schema.json')],
  ] as const) {
    test(`is ${way} right after an action, 25 times: nothing is lost and nothing is asked`, async ({ page, context }) => {
      test.slow();
      await open(page);
      await saved(page);
      const asked: string[] = [];
      let at = page;
      for (let made = 1; made <= 25; made++) {
        at.on('dialog', (dialog) => {
          asked.push(dialog.type());
          void dialog.accept();
        });
        // The key is done once this returns; whether it is on the disk is not waited for.
        await mark(at, String(1 + (made % 3)));
        await leave(at);
        if (way === 'closed') at = await context.newPage();
        if (way !== 'reloaded') await at.goto('./');
        await expect.poll(() => ids(at)).toHaveLength(made);
        for (let back = 0; back < made; back++) await at.keyboard.press('Control+ArrowRight');
      }
      expect(asked).toEqual([]);
    });
  }

  test('is hidden and then killed: what was done is on the disk', async ({ page, context }) => {
    await open(page);
    await saved(page);
    await mark(page);
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await saved(page);
    await crash(page);
    const next = await context.newPage();
    await next.goto('./');
    await expect(items(next)).toHaveCount(1);
  });
});

test.describe('the browser', () => {
  let folder = '';
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gloss-profile-'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  /** A browser whose profile is kept. */
  async function launch(): Promise<BrowserContext> {
    return chromium.launchPersistentContext(folder, {
      executablePath: process.env.GLOSS_CHROMIUM || undefined,
      chromiumSandbox: process.getuid?.() !== 0,
      baseURL: process.env.GLOSS_URL!,
      serviceWorkers: 'block',
      args: ['--disable-gpu', '--no-first-run'],
    });
  }

  /** Ends all processes of a profile at once. */
  function kill(): void {
    for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder)) process.kill(Number(name), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }

  test('is killed: everything that was saved is back', async () => {
    const first = await launch();
    const page = first.pages()[0]!;
    await open(page);
    await marks(page, 3);
    await saved(page);
    const ended = first.waitForEvent('close');
    kill();
    await ended;
    const second = await launch();
    const next = second.pages()[0]!;
    await next.goto('./');
    await expect(items(next)).toHaveCount(3);
    await expect(status(next)).toContainText('Restored');
    await second.close();
  });

  test('finds its database damaged: it is said, and the first-run screen is not all there is', async () => {
    const first = await launch();
    await open(first.pages()[0]!);
    await marks(first.pages()[0]!, 1);
    await saved(first.pages()[0]!);
    await first.close();
    const stores = join(folder, 'Default', 'IndexedDB');
    const store = readdirSync(stores).find((name) => name.endsWith('.leveldb'))!;
    const current = join(stores, store, 'CURRENT');
    expect(existsSync(current)).toBe(true);
    writeFileSync(current, 'MANIFEST-999999\n');
    const second = await launch();
    const page = second.pages()[0]!;
    await page.goto('./');
    // Chromium makes it anew, empty, or refuses to open it. What it remembers beside it may be some seconds old.
    await expect(alert(page)).toContainText(/The work that was stored in this browser is missing|This browser keeps nothing for Gloss/);
    await second.close();
  });
});

test.describe('storage', () => {
  test('is full: it is said with the remedy, the work stays, and is saved once there is room', async ({ page }) => {
    const session = await page.context().newCDPSession(page);
    const origin = new URL(process.env.GLOSS_URL!).origin;
    await page.goto('./gloss.schema.json');
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000 });
    await open(page);
    await expect(alert(page)).toContainText('There is no room left');
    await expect(alert(page)).toContainText('download the file');
    await marks(page, 2);
    await expect(kept(page)).toHaveText('Not saved');
    expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    // The browser looks anew at its quota after half a minute.
    await expect(kept(page)).toHaveText('Saved', { timeout: 90_000 });
    await page.reload();
    await expect(items(page)).toHaveCount(2);
  });

  test('is refused: everything works in memory, it is said, and leaving is asked about', async ({ page }) => {
    await refuseStorage(page);
    await page.goto('./');
    await expect(alert(page)).toContainText('This browser keeps nothing for Gloss');
    await annotate(page, TEXT);
    await marks(page, 2);
    await expect(kept(page)).toHaveText('Not saved here');
    const asked = page.waitForEvent('dialog');
    void page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
    await (await asked).dismiss();
    expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
  });

  test('is cleared while the page is open: what is open is written again, and it is said', async ({ page }) => {
    await open(page);
    await marks(page, 2);
    await saved(page);
    const session = await page.context().newCDPSession(page);
    const origin = new URL(process.env.GLOSS_URL!).origin;
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
    await expect(alert(page)).toContainText("The browser's storage was cleared");
    await saved(page);
    await marks(page, 3);
    await saved(page);
    await page.reload();
    await expect(items(page)).toHaveCount(3);
  });

  test('is emptied between two visits: it is said that the work is missing', async ({ page, context }) => {
    await open(page);
    await marks(page, 1);
    await saved(page);
    await page.goto('./gloss.schema.json');
    await tamper(context, (base) => {
      const transaction = base.transaction([...base.objectStoreNames], 'readwrite');
      for (const name of base.objectStoreNames) transaction.objectStore(name).clear();
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    await page.goto('./');
    await expect(alert(page)).toContainText('The work that was stored in this browser is missing');
  });

  test('says afterwards that a transaction failed: nothing is shown as saved', async ({ page }) => {
    await page.addInitScript(() => {
      const add = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = function (...values) {
        const request = add.apply(this, values);
        const { transaction } = this;
        // The request has succeeded by then.
        if ((window as unknown as { aborting: boolean }).aborting) request.addEventListener('success', () => transaction.abort());
        return request;
      };
      // Committed by itself it could not be aborted any more.
      IDBTransaction.prototype.commit = function () {};
    });
    await open(page);
    await marks(page, 1);
    await saved(page);
    await page.evaluate(() => Object.assign(window, { aborting: true }));
    await marks(page, 2);
    await expect(kept(page)).toHaveText('Not saved');
    await page.evaluate(() => Object.assign(window, { aborting: false }));
    await expect(kept(page)).toHaveText('Saved', { timeout: 40_000 });
  });
});

test.describe('a record', () => {
  /** Two documents, of which the first has three steps. */
  async function two(page: Page): Promise<void> {
    await open(page);
    await marks(page, 3);
    await saved(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await annotate(page, 'Another article.');
    await saved(page);
    await page.goto('./gloss.schema.json');
  }

  const list = (page: Page): Locator => page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem');

  test('of a step is damaged: it is told and kept aside, and all others are made', async ({ page, context }) => {
    await two(page);
    await tamper(context, (base) => {
      const transaction = base.transaction('steps', 'readwrite');
      const steps = transaction.objectStore('steps');
      const all = steps.getAll();
      all.onsuccess = () => {
        const step = all.result.find(({ revision }: { revision: number }) => revision === 2);
        steps.put({ ...step, delta: step.delta.replace('"label"', '"lapel"') });
      };
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    await page.goto('./');
    await expect(article(page)).toHaveText('Another article.');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
    await expect(items(page)).toHaveCount(2);
    await expect(alert(page)).toContainText('1 of 3 stored steps');
    await expect
      .poll(() =>
        tamper(context, (base) => {
          const count = base.transaction('quarantine').objectStore('quarantine').count();
          return new Promise<number>((done) => (count.onsuccess = () => done(count.result)));
        }),
      )
      .toBeGreaterThan(0);
  });

  test('of a whole document is damaged: it is told and kept aside, and other documents are fine', async ({ page, context }) => {
    await two(page);
    await tamper(context, (base) => {
      const transaction = base.transaction('bases', 'readwrite');
      const bases = transaction.objectStore('bases');
      const all = bases.getAll();
      all.onsuccess = () => {
        const largest = all.result.reduce((a: { file: Uint8Array }, b: { file: Uint8Array }) => (b.file.length > a.file.length ? b : a));
        largest.file[40] ^= 1;
        bases.put(largest);
      };
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    await page.goto('./');
    await expect(article(page)).toHaveText('Another article.');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
    await expect(alert(page)).toContainText('is damaged and was kept aside. Open your last download of it.');
  });

  test('of the list is damaged: it is made anew from the document', async ({ page, context }) => {
    await two(page);
    await tamper(context, (base) => {
      const transaction = base.transaction('documents', 'readwrite');
      const documents = transaction.objectStore('documents');
      const all = documents.getAll();
      all.onsuccess = () => {
        const head = all.result.find(({ annotations }: { annotations: number }) => annotations === 3);
        documents.put({ key: head.key, heading: 7 });
      };
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    await page.goto('./');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(list(page).filter({ hasText: 'Mayor signs' })).toContainText('3 annotations');
    await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
    await expect(items(page)).toHaveCount(3);
  });

  test('by the first rules is read as ever', async ({ page, context }) => {
    await two(page);
    await tamper(context, (base) => {
      const transaction = base.transaction([...base.objectStoreNames], 'readwrite');
      for (const name of ['documents', 'bases', 'steps']) {
        const store = transaction.objectStore(name);
        const all = store.getAll();
        all.onsuccess = () => {
          for (const { deleted: _, ...record } of all.result) store.put({ ...record, schema: 1 });
        };
      }
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    await page.goto('./');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
    await expect(items(page)).toHaveCount(3);
    await page.keyboard.press('ControlOrMeta+z');
    await expect(items(page)).toHaveCount(2);
    await saved(page);
  });

  test('of a newer Gloss opens for reading only, with the download, and nothing is written', async ({ page, context }) => {
    await two(page);
    await tamper(context, (base) => {
      const transaction = base.transaction('steps', 'readwrite');
      const steps = transaction.objectStore('steps');
      const all = steps.getAll();
      all.onsuccess = () => {
        const step = all.result.find(({ revision }: { revision: number }) => revision === 3);
        steps.put({ ...step, schema: 99 });
      };
      return new Promise<void>((done) => (transaction.oncomplete = () => done()));
    });
    const count = () =>
      tamper(context, (base) => {
        const all = base.transaction('steps').objectStore('steps').getAll();
        return new Promise<string>((done) => (all.onsuccess = () => done(JSON.stringify(all.result))));
      });
    const before = await count();
    await page.goto('./');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await list(page).getByRole('button', { name: /^Mayor signs/ }).click();
    await expect(items(page)).toHaveCount(2);
    await expect(page.getByRole('note')).toContainText('A newer version of Gloss has changed this article');
    await mark(page);
    await expect(items(page)).toHaveCount(2);
    expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(2);
    expect(await count()).toBe(before);
  });

  test('in a database of a newer version: it is read, and nothing is written', async ({ page, context }) => {
    await two(page);
    const raised = await context.newPage();
    await raised.goto('./gloss.schema.json');
    await raised.evaluate(
      () =>
        new Promise<void>((done, failed) => {
          const request = indexedDB.open('gloss', 99);
          request.onerror = () => failed(request.error);
          request.onsuccess = () => {
            request.result.close();
            done();
          };
        }),
    );
    await raised.close();
    await page.goto('./');
    await expect(alert(page)).toContainText('A newer version of Gloss has stored work in this browser');
    await expect(kept(page)).toHaveText('Not saved here');
    await expect(article(page)).toHaveText('Another article.');
  });

  test('waits for an upgrade: the old tab gives way with a message', async ({ page, context }) => {
    await open(page);
    await saved(page);
    const newer = await context.newPage();
    await newer.goto('./gloss.schema.json');
    await newer.evaluate(
      () =>
        new Promise<void>((done, failed) => {
          const request = indexedDB.open('gloss', 2);
          request.onerror = () => failed(request.error);
          request.onsuccess = () => done();
        }),
    );
    await expect(alert(page)).toContainText('A newer version of Gloss has stored work');
    await expect(kept(page)).toHaveText('Not saved here');
    await marks(page, 1);
    expect(JSON.parse((await download(page)).bytes).annotations).toHaveLength(1);
  });
});

test.describe('two tabs', () => {
  const followed = (page: Page): Locator => page.getByRole('note').filter({ hasText: 'Another tab writes in this article' });

  test('one writes and the other follows, and can take over', async ({ page, context }) => {
    await open(page);
    await marks(page, 1);
    await saved(page);
    const other = await context.newPage();
    await other.goto('./');
    await expect(followed(other)).toBeVisible();
    await page.bringToFront();
    await marks(page, 2);
    await expect(items(other)).toHaveCount(2);
    await other.bringToFront();
    await mark(other);
    await expect(alert(other)).toContainText('Another tab writes in this article');
    await expect(items(other)).toHaveCount(2);
    await other.getByRole('button', { name: 'Take over' }).click();
    await expect(followed(other)).toHaveCount(0);
    await expect(followed(page)).toBeVisible();
    await marks(other, 3);
    await expect(items(page)).toHaveCount(3);
  });

  test('the one that writes crashes: the other writes', async ({ page, context }) => {
    await open(page);
    await marks(page, 2);
    await saved(page);
    const other = await context.newPage();
    await other.goto('./');
    await expect(followed(other)).toBeVisible();
    await crash(page);
    await expect(followed(other)).toHaveCount(0, { timeout: 2_000 });
    await marks(other, 3);
    await saved(other);
  });

  test('take over from each other at random, and no annotation is lost', async ({ page, context }) => {
    test.slow();
    await open(page);
    await marks(page, 1);
    await saved(page);
    const other = await context.newPage();
    await other.goto('./');
    await expect(followed(other)).toBeVisible();
    let seed = 20;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const tabs = [page, other];
    const shown = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const tab = tabs[random(2)]!;
      await tab.bringToFront();
      if (await followed(tab).isVisible()) {
        // It may have been given the turn meanwhile.
        await tab.getByRole('button', { name: 'Take over' }).click({ timeout: 1_000 }).catch(() => {});
        // Sometimes it is not waited for: what is done meanwhile is refused, with a reason.
        if (random(2)) await expect(followed(tab)).toHaveCount(0);
      }
      for (let more = random(3); more >= 0; more--) {
        await mark(tab, String(1 + random(3)));
        if (random(2)) await expect(kept(tab)).toHaveText(/Saved|Read only/);
        if ((await kept(tab).textContent()) === 'Saved') for (const id of await ids(tab)) shown.add(id);
      }
    }
    expect(shown.size).toBeGreaterThan(10);
    const lost = async (tab: Page): Promise<string[]> => {
      const there = new Set(await ids(tab));
      return [...shown].filter((id) => !there.has(id));
    };
    for (const tab of tabs) await expect.poll(() => lost(tab)).toEqual([]);
    await page.reload();
    await expect.poll(() => lost(page)).toEqual([]);
  });
});

test('the clock goes back: what was done last is opened all the same', async ({ page, context }) => {
  await page.clock.setFixedTime(new Date('2026-11-24T10:00:00Z'));
  await open(page);
  await marks(page, 1);
  await saved(page);
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.clock.setFixedTime(new Date('2001-01-01T10:00:00Z'));
  await annotate(page, 'Another article.');
  await marks(page, 1);
  await saved(page);
  await page.evaluate(() => localStorage.clear());
  await crash(page);
  const next = await context.newPage();
  await next.goto('./');
  await expect(article(next)).toHaveText('Another article.');
  await expect(items(next)).toHaveCount(1);
});
