// Once it was open, Gloss opens without a network; and how one release follows another.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { annotate, article, download, items, pick, tag } from './desk.ts';
import { another, DIST, hashed, host, remove, type Host } from './host.ts';

test.use({ serviceWorkers: 'allow' });

let server: Host;
test.beforeEach(async () => {
  server = await host(DIST);
});
test.afterEach(() => server.close());

/** Opens the page; what it then asks for is in the list. */
async function open(context: BrowserContext, prepare?: (page: Page) => Promise<void>): Promise<{ page: Page; asked: string[] }> {
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await prepare?.(page);
  await page.goto(server.url);
  await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
  return { page, asked };
}

/** Until the release is kept, and answers for the page. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
    }
  });
}

const releases = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());

/** The names with hashes that each release has kept. */
const contents = async (page: Page): Promise<string[][]> => {
  const kept = await page.evaluate(async () => {
    const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return all.map((requests) => requests.map(({ url }) => url));
  });
  return kept.map((urls) => names(urls).sort());
};

/** The names with hashes among what was asked for. */
const names = (asked: string[]): string[] => asked.map((url) => url.split('/').pop()!).filter((name) => /[0-9a-f]{16}/.test(name));

const foreign = JSON.stringify({ text: 'One minister spoke in Vienna.', label: [[0, 12, 'claim'], [22, 28, 'place']] });

/** Everything that a part of the program is needed for. */
async function work(page: Page): Promise<void> {
  await annotate(page, 'One minister spoke in Vienna.');
  await tag(page, 'Vienna', '3');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: /^W3C/ }).check();
  await expect(dialog).toContainText('.jsonld, ');
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: /^Download/ }).click()]);
  expect(file.suggestedFilename()).toContain('one-minister');
  await page.keyboard.press('Escape');
  await pick(page, 'doccano.jsonl', foreign);
  await page.getByRole('dialog', { name: 'Import' }).getByRole('button', { name: /^(Import|Bring|Add)/ }).click();
  await expect(items(page)).toHaveCount(2);
  expect((await download(page)).bytes).toContain('"quote":"One minister"');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.keyboard.press('Escape');
}

test('without a network and without its server the page opens, and all of it works', async ({ context }) => {
  const { page } = await open(context);
  await kept(page);
  await context.setOffline(true);
  await server.close();
  const failed: string[] = [];
  page.on('requestfailed', (request) => {
    // What was still to come is left when the page is.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') failed.push(request.url());
  });
  for (const address of [server.url, `${server.url}?from=elsewhere#here`, `${server.url}index.html`]) {
    await page.goto(address);
    await expect(page.getByRole('button', { name: 'Annotate' })).toBeVisible();
  }
  const parts = page.waitForResponse(/split_formats/);
  await page.reload();
  await parts;
  await work(page);
  expect(failed).toEqual([]);
  // Nothing else was kept, and nothing else is answered for.
  expect(await page.evaluate(() => fetch('absent.txt').then(() => 'there', () => 'refused'))).toBe('refused');
  const all = await page.evaluate(async () => {
    const [only, ...others] = await caches.keys();
    const found = await (await caches.open(only!)).keys();
    return { others, found: found.map(({ url }) => new URL(url).pathname.slice(1)) };
  });
  expect(all.others).toEqual([]);
  expect(all.found.filter((name) => !name.startsWith('pages/')).sort()).toEqual(
    ['', ...hashed(DIST), 'gloss.schema.json', 'icon-192.png', 'icon-512.png', 'icon-maskable-192.png', 'icon-maskable-512.png', 'icon.svg', 'manifest.webmanifest', 'samples/harbour-pledge.txt', 'samples/river-talks.txt', 'scheme.json'].sort(),
  );
});

test('a new release waits for the word, a tab of the old one goes on, and the two never mix', async ({ context }) => {
  test.slow();
  const folder = another();
  // Else the browser's own store could have what the worker lacks.
  server.forgetful = true;
  try {
    const [first, second] = [new Set(hashed(DIST)), new Set(hashed(folder))];
    expect([...first].filter((name) => second.has(name))).toEqual([]);
    const one = await open(context);
    await kept(one.page);
    // The other tab is told to wait with what is to be done later, so that it has not fetched the later parts.
    const other = await open(context, async (page) => {
      await page.addInitScript(() => {
        const { setTimeout } = window;
        const waiting: [() => void, number][] = [];
        const hold = (then: () => void, time = 0) => (time < 100 ? setTimeout(then, time) : waiting.push([then, time]));
        const goOn = () => {
          window.setTimeout = setTimeout;
          for (const [then, time] of waiting) setTimeout(then, time);
        };
        Object.assign(window, { setTimeout: hold, goOn });
      });
    });
    await kept(other.page);
    expect(names(other.asked).filter((name) => /^split_(rooms|formats)/.test(name))).toEqual([]);

    server.serve(folder);
    one.asked.length = 0;
    await one.page.reload();
    const notice = one.page.getByText('A new version of Gloss is ready.');
    await expect(notice).toBeVisible({ timeout: 20_000 });
    expect(await releases(one.page)).toHaveLength(2);
    // It was said and not done: this tab is of the old release, also when it is loaded again.
    await one.page.reload();
    await expect(one.page.getByRole('button', { name: 'Annotate' })).toBeVisible();
    await expect(notice).toBeVisible({ timeout: 20_000 });
    expect(names(one.asked).filter((name) => !first.has(name))).toEqual([]);

    one.asked.length = 0;
    const loaded = one.page.waitForResponse(/split_formats/);
    await one.page.getByRole('button', { name: 'Reload to update' }).click();
    await loaded;
    expect(names(one.asked).length).toBeGreaterThan(4);
    expect(names(one.asked).filter((name) => !second.has(name))).toEqual([]);
    await work(one.page);

    // The other tab now gets the parts that it lacks: of its own release.
    server.asked.length = 0;
    const late = other.page.waitForResponse(/split_formats/);
    await other.page.evaluate(() => (window as unknown as { goOn(): void }).goOn());
    await late;
    await work(other.page);
    expect(names(other.asked).filter((name) => !first.has(name))).toEqual([]);
    expect(server.asked).toEqual([]);
    expect((await contents(other.page)).sort()).toEqual([[...first].sort(), [...second].sort()].sort());

    // Once no page is of the old release, it is forgotten.
    other.asked.length = 0;
    await other.page.reload();
    await expect(other.page.getByRole('button', { name: 'Annotate' }).or(article(other.page))).toBeVisible();
    expect(names(other.asked).filter((name) => !second.has(name))).toEqual([]);
    await one.page.reload();
    await expect.poll(() => releases(one.page)).toHaveLength(1);
    // Neither from what was kept nor from the server is there anything of it.
    const there = await one.page.evaluate((names) => Promise.all(names.map((name) => fetch(name).then(({ ok }) => ok))), [...first]);
    expect(there.filter((ok) => ok)).toEqual([]);
  } finally {
    remove(folder);
  }
});

for (const [what, instead] of [
  ['is absent', { status: 404 }],
  ['is not what the build made', { body: '{}' }],
] as const) {
  test(`a release of which a file ${what} is not kept at all`, async ({ context }) => {
    server.instead.set('gloss.schema.json', instead);
    const { page } = await open(context);
    await expect.poll(() => server.asked.filter((name) => name === 'gloss.schema.json').length, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => releases(page)).toEqual([]);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active ?? null)).toBe(null);
    await annotate(page, 'One minister spoke in Vienna.');
  });
}

test('an update takes the work along with its undo history, and a tab of the old release overwrites nothing', async ({ context }) => {
  test.slow();
  const folder = another();
  server.forgetful = true;
  try {
    const { page, asked } = await open(context);
    await kept(page);
    await annotate(page, 'One minister spoke in Vienna on Monday.');
    await tag(page, 'Vienna', '3');
    const saved = (tab: Page) => expect(tab.getByText('Saved', { exact: true })).toBeVisible();
    await saved(page);
    const old = await context.newPage();
    await old.goto(server.url);
    await expect(items(old)).toHaveCount(1);

    // The browser looks for a new release, as it does from time to time.
    server.serve(folder);
    await page.bringToFront();
    await page.evaluate(() => navigator.serviceWorker.ready.then((registration) => registration.update()));
    await expect(page.getByText('A new version of Gloss is ready.')).toBeVisible({ timeout: 20_000 });
    await tag(page, 'minister spoke', '1');
    await saved(page);
    const before = (await download(page)).bytes;

    asked.length = 0;
    await page.getByRole('button', { name: 'Reload to update' }).click();
    const second = new Set(hashed(folder));
    await expect(items(page)).toHaveCount(2);
    expect(names(asked).filter((name) => !second.has(name))).toEqual([]);
    expect((await download(page)).bytes).toBe(before);

    // While the page was loading the other tab had its turn.
    const following = (tab: Page) => tab.getByRole('note').filter({ hasText: 'Another tab writes in this article' });
    await page.getByRole('button', { name: 'Take over' }).click();
    await expect(following(old)).toBeVisible();
    await expect(following(page)).toBeHidden();
    for (const [key, count] of [['z', 1], ['z', 0], ['y', 1], ['y', 2]] as const) {
      await page.keyboard.press(`ControlOrMeta+${key}`);
      await expect(items(page)).toHaveCount(count);
    }
    await tag(page, 'Monday', '2');
    await saved(page);

    // The old one shows what the new one did, and goes on from there.
    await old.bringToFront();
    await expect(items(old)).toHaveCount(3);
    await old.getByRole('button', { name: 'Take over' }).click();
    await expect(following(old)).toBeHidden();
    await tag(old, 'One', '1');
    await saved(old);
    await expect(items(page)).toHaveCount(4);
    await old.reload();
    await expect(items(old)).toHaveText([/One$/, /minister spoke$/, /Vienna$/, /Monday$/]);
  } finally {
    remove(folder);
  }
});

test('a page in a folder of the same server keeps its own', async ({ page }) => {
  for (const [i, address] of [process.env.GLOSS_URL!, process.env.GLOSS_FOLDER_URL!].entries()) {
    await page.goto(address);
    await expect.poll(() => releases(page), { timeout: 20_000 }).toHaveLength(i + 1);
  }
  const [one, other] = (await releases(page)).sort();
  expect(one).toMatch(/^gloss \/ [0-9a-f]{16}$/);
  expect(other).toMatch(/^gloss \/some\/folder\/ [0-9a-f]{16}$/);
});

test('the page can be installed as an app', async ({ context }) => {
  const { page } = await open(context);
  await kept(page);
  const browser = await context.newCDPSession(page);
  const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
  // Every test runs in a private window, where nothing can be installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  const { errors, url, data } = await browser.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(url).toBe(`${server.url}manifest.webmanifest`);
  const manifest = JSON.parse(data!);
  for (const { src, sizes, type } of manifest.icons) {
    const size = await page.evaluate(async (src) => {
      const image = await createImageBitmap(await (await fetch(src)).blob()).catch(() => null);
      return image && `${image.width}x${image.height}`;
    }, src);
    if (type === 'image/png') expect(size).toBe(sizes);
  }
});
