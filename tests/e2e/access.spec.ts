// Every state of the page, in every look: what axe finds, what the accessibility tree says, and whether there is room.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { annotate, article, click, command, drag, items, pick, pickAll, place, refuseStorage, start, suggested, tag } from './desk.ts';

const TEXT = `Ministers meet in Vienna
The EU will send 500 pumps to Odesa by May, Mr. Novak said. Kyiv asked for more.
Nothing else was agreed.`;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const lift = (page: Page) => page.locator('.lift');
const finder = (page: Page) => page.getByRole('region', { name: 'Find and mark' });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });

/** Two annotations; the first is chosen, all that can be filled in is seen, and it is linked to the second. */
async function annotated(page: Page): Promise<void> {
  await annotate(page, TEXT);
  await tag(page, 'Odesa', '3');
  await tag(page, 'The EU will send 500 pumps to Odesa by May', '1');
  const card = page.getByRole('region', { name: 'Annotation', exact: true });
  await card.getByText('More', { exact: true }).click();
  await card.getByRole('combobox', { name: 'New link' }).selectOption({ label: 'about …' });
  await card.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(card.getByRole('list', { name: 'Links' })).toContainText('about Place: “Odesa”');
  // What a second link would be made with is there, too.
  await card.getByRole('combobox', { name: 'New link' }).selectOption({ label: 'about …' });
  await expect(card.getByRole('combobox', { name: 'Link to' })).toBeVisible();
}

/** All labels, five deep, crossing and coinciding, none of them chosen. */
async function overlapping(page: Page): Promise<void> {
  await annotate(page, TEXT);
  await tag(page, 'The EU will send 500 pumps to Odesa by May, Mr. Novak said.', '1');
  await tag(page, 'The EU will send 500 pumps to Odesa by May', '1');
  await tag(page, 'send 500 pumps to Odesa by May, Mr. Novak', '2');
  await tag(page, 'pumps to Odesa', '1');
  await tag(page, 'Odesa', '2');
  await tag(page, 'Odesa', '3');
  await tag(page, 'Vienna', '3');
  await page.keyboard.press('Escape');
  const deepest = await article(page).evaluate((root) => {
    const depth = (mark: Element | null): number => (mark ? 1 + depth(mark.parentElement!.closest('mark')) : 0);
    return Math.max(...[...root.querySelectorAll('mark')].map(depth));
  });
  expect(deepest).toBeGreaterThanOrEqual(5);
}

/** Sixty documents, the first of them annotated. */
async function several(page: Page): Promise<void> {
  await annotated(page);
  const texts = Array.from({ length: 59 }, (_, i): [string, string] => [`${i}.txt`, `Article ${i} of many\nNothing is said here.`]);
  await pickAll(page, texts);
  await expect(page.getByRole('button', { name: 'Documents: 2 of 60' })).toBeVisible();
}

/** Annotations of TEXT by another tool: a label that is known, one that is not, and a record that cannot be used. */
const foreign = JSON.stringify(
  [['Vienna', 'place'], ['Mr. Novak', 'Speaker'], ['Geneva', 'place']].map(([exact, value]) => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    body: { type: 'TextualBody', purpose: 'tagging', value },
    target: {
      source: 'urn:x',
      selector: [
        { type: 'TextQuoteSelector', exact },
        { type: 'TextPositionSelector', start: TEXT.indexOf(exact!), end: TEXT.indexOf(exact!) + exact!.length },
      ],
    },
  })),
);

/** Suggestions of each label, faint ones too, the first of which is looked at. */
async function reviewed(page: Page): Promise<void> {
  await suggested(page, TEXT);
  await page.getByRole('checkbox', { name: 'unlikely ones, too' }).check();
}

/** How to get to each state from the start screen. */
const states: Record<string, (page: Page) => Promise<void>> = {
  'start screen': async () => {},
  'article without annotations': (page) => annotate(page, TEXT),
  'words selected': async (page) => {
    await annotate(page, TEXT);
    await drag(page, '500 pumps to Odesa');
  },
  annotated,
  overlapping,
  'picking words': async (page) => {
    await annotated(page);
    await page.getByRole('button', { name: 'Speaker: pick from the article' }).click();
    await expect(page.getByText('Select the words in the article.')).toBeVisible();
  },
  help: async (page) => {
    await annotated(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await expect(dialog(page, 'Help')).toBeVisible();
  },
  'all commands': async (page) => {
    await annotated(page);
    await page.keyboard.press('ControlOrMeta+k');
    await expect(dialog(page, 'All commands')).toBeVisible();
  },
  'about the article': async (page) => {
    await annotated(page);
    await command(page, 'about the article');
    await expect(dialog(page, 'About the article')).toBeVisible();
  },
  library: async (page) => {
    await annotated(page);
    await expect(page.getByText('Saved', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'New' }).click();
    await expect(page.getByRole('list', { name: 'Documents in this browser' }).getByRole('listitem')).toHaveCount(1);
  },
  'earlier versions': async (page) => {
    await states.library!(page);
    await page.getByRole('button', { name: /^Earlier versions/ }).click();
    await page.getByRole('list', { name: 'Versions' }).getByRole('button').last().click();
    await expect(page.getByRole('button', { name: 'Go back to this version' })).toBeVisible();
  },
  'leaving unsaved work': async (page) => {
    await refuseStorage(page);
    await page.goto('./');
    await annotated(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(dialog(page, 'Leave this article?')).toBeVisible();
  },
  'several documents': async (page) => {
    await several(page);
  },
  documents: async (page) => {
    await several(page);
    await page.getByRole('button', { name: /^Documents: / }).click();
    await expect(dialog(page, 'Documents').getByRole('listitem')).toHaveCount(50);
  },
  'set aside': async (page) => {
    await several(page);
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Documents', exact: true })).toBeVisible();
  },
  import: async (page) => {
    await annotated(page);
    await pick(page, 'notes.jsonld', foreign);
    await expect(dialog(page, 'Import').getByRole('table')).toBeVisible();
    await dialog(page, 'Import').getByText('Read them otherwise').click();
  },
  'about several files': async (page) => {
    await pickAll(page, [['a.json', '[1, 2'], ['b.txt', '']]);
    await expect(dialog(page, 'About these files')).toBeVisible();
  },
  export: async (page) => {
    await annotated(page);
    await command(page, 'export');
    const window = dialog(page, 'Export');
    await window.getByRole('radio', { name: /^W3C/ }).check();
    await expect(window.getByRole('status')).toContainText('cannot hold');
    for (const summary of await window.locator('summary').all()) await summary.click();
  },
  'export of all': async (page) => {
    await several(page);
    await command(page, 'export');
    await dialog(page, 'Export').getByRole('radio', { name: 'All 60' }).check();
    await expect(dialog(page, 'Export').getByRole('status')).toContainText('Nothing is lost.');
  },
  error: async (page) => {
    await overlapping(page);
    await page.keyboard.press('1');
    await expect(page.getByRole('alert')).toContainText('Nothing is selected');
  },
  'error on the start screen': async (page) => {
    await page.getByRole('button', { name: 'Annotate' }).click();
    await expect(page.getByRole('alert')).toContainText('There is no text yet');
  },
  'finder, words': async (page) => {
    await overlapping(page);
    await page.keyboard.press('/');
    await finder(page).getByRole('searchbox', { name: 'Words to find' }).fill('e');
    await expect(finder(page)).toContainText('1 of ');
    await finder(page).getByRole('button', { name: /^All \d/ }).click();
    await expect(finder(page).getByRole('combobox', { name: 'Label for all' })).toBeVisible();
  },
  'finder, sentences': async (page) => {
    await overlapping(page);
    await page.keyboard.press('s');
    await expect(finder(page).locator('b')).toBeVisible();
  },
  'a suggestion': reviewed,
  'a suggestion of a place, beside what was accepted': async (page) => {
    await reviewed(page);
    await click(page, 'Odesa');
    await page.keyboard.press('y');
    await click(page, 'Kyiv');
    await expect(page.getByRole('button', { name: 'Another place' })).toBeVisible();
  },
  'accepting all of a label': async (page) => {
    await reviewed(page);
    await page.getByRole('button', { name: /^Place: \d/ }).click();
    await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible();
  },
  'which place': async (page) => {
    await reviewed(page);
    await click(page, 'Odesa');
    await page.keyboard.press('l');
    await expect(dialog(page, 'Which place is “Odesa”?').getByRole('option').first()).toBeVisible();
  },
};

type Look = (page: Page) => Promise<void>;

/** Colours, and nothing that moves. */
const colours = (colorScheme: 'light' | 'dark', forcedColors: 'active' | 'none' = 'none'): Look => {
  return (page) => page.emulateMedia({ reducedMotion: 'reduce', colorScheme, forcedColors });
};

/** How a state is looked at. */
const looks: Record<string, Look> = {
  light: colours('light'),
  dark: colours('dark'),
  'forced colours': colours('light', 'active'),
  narrow: async (page) => {
    await colours('light')(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await raise(page);
  },
};

/** On a narrow page the panel comes up, unless something lies over it. */
async function raise(page: Page): Promise<void> {
  const free = (await lift(page).isVisible()) && !(await page.locator('dialog[open]').isVisible());
  if (free && (await lift(page).getAttribute('aria-expanded')) === 'false') await lift(page).click();
}

async function violations(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(RULES);
  // It would compute contrast with the style sheet's colours, in place of which the system's are seen.
  if (await page.evaluate(() => matchMedia('(forced-colors: active)').matches)) axe.disableRules('color-contrast');
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n')[1]?.trim()}`),
  );
}

for (const [state, reach] of Object.entries(states)) {
  test(`axe finds nothing wrong: ${state}`, async ({ page }) => {
    await start(page);
    await reach(page);
    const found: string[] = [];
    for (const [look, turn] of Object.entries(looks)) {
      await turn(page);
      found.push(...(await violations(page)).map((violation) => `${look}: ${violation}`));
    }
    expect(found).toEqual([]);
  });
}

/** The contrast of what is drawn there: of the lightest with the darkest pixel of a line's upper half, where no underline is. */
async function contrast(page: Page, words: Locator): Promise<number> {
  await words.scrollIntoViewIfNeeded();
  const clip = await words.evaluate((element) => {
    const { x, y, width, height } = element.getClientRects()[0]!;
    return { x: x + 2, y: y + 3, width: width - 4, height: height / 2 };
  });
  const png = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    canvas.drawImage(image, 0, 0);
    const { data } = canvas.getImageData(0, 0, image.width, image.height);
    let [darkest, lightest] = [1, 0];
    for (let i = 0; i < data.length; i += 4) {
      const linear = (value: number): number => (value <= 10 ? value / 3295 : ((value / 255 + 0.055) / 1.055) ** 2.4);
      const light = 0.2126 * linear(data[i]!) + 0.7152 * linear(data[i + 1]!) + 0.0722 * linear(data[i + 2]!);
      [darkest, lightest] = [Math.min(darkest, light), Math.max(lightest, light)];
    }
    return (lightest + 0.05) / (darkest + 0.05);
  }, png);
}

test('annotated words can be read in every look', async ({ page }) => {
  await start(page);
  await overlapping(page);
  const mark = (name: string) => article(page).locator(`mark${name}`);
  const found: Record<string, number> = {};
  const { narrow, ...wide } = looks;
  for (const [look, turn] of Object.entries({ ...wide, 'forced colours, dark': colours('dark', 'active') })) {
    await turn(page);
    await page.mouse.move(0, 0);
    await page.keyboard.press('Escape');
    found[`${look}: one`] = await contrast(page, mark('').filter({ hasText: 'Vienna' }));
    found[`${look}: five deep`] = await contrast(page, mark(' mark mark mark mark').first());
    const { from } = await place(page, 'Odesa');
    await page.mouse.move(from.x + 2, from.y);
    found[`${look}: under the mouse`] = await contrast(page, mark('.hovered').first());
    await click(page, 'Odesa');
    found[`${look}: chosen`] = await contrast(page, mark('.chosen').first());
    found[`${look}: in the list`] = await contrast(page, page.locator('.item[aria-current] .quote'));
    await click(page, 'The EU');
    found[`${look}: in a chosen one`] = await contrast(page, mark('.chosen mark').last());
    await page.keyboard.press('ControlOrMeta+y');
    found[`${look}: news`] = await contrast(page, page.getByRole('status').locator('.said'));
  }
  expect(Object.entries(found).filter(([, ratio]) => ratio < 4.5)).toEqual([]);
});

/** What the article says in the accessibility tree: its words with a label before each annotation, and its marks. */
async function heard(page: Page): Promise<{ words: string; marks: number }> {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const region = nodes.find(({ role, name }) => role?.value === 'region' && name?.value === 'Article')!;
  let [words, marks] = ['', 0];
  const read = (id: string): void => {
    const { role, name, ignored, childIds } = byId.get(id)!;
    if (role?.value === 'mark' && !ignored) marks += 1;
    if (role?.value === 'StaticText') words += name?.value;
    else childIds?.forEach(read);
  };
  read(region.nodeId);
  return { words, marks };
}

test('the accessibility tree has each annotation once, where it starts, with its label', async ({ page }) => {
  await start(page);
  await overlapping(page);
  // Over the end of a paragraph, and crossing that.
  await tag(page, 'Kyiv asked for more.\nNothing else', '2');
  await tag(page, 'Nothing else was agreed.', '1');
  await page.keyboard.press('Escape');
  const { words, marks } = await heard(page);
  expect(words.replaceAll('\n', ' ')).toBe(
    'Ministers meet in Place: Vienna ' +
      'Claim: Claim: The EU will Commitment: send 500 Claim: pumps to Commitment: Place: Odesa by May, Mr. Novak said. ' +
      'Commitment: Kyiv asked for more. Claim: Nothing else was agreed.',
  );
  expect(marks).toBe(await article(page).locator('mark').count());
  expect(words.match(/(Claim|Commitment|Place): /g)).toHaveLength(await items(page).count());
});

/** What is too small to be hit: less than 24 by 24 pixels, and not a link in a sentence. */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const controls = document.querySelectorAll<HTMLElement>('button, input, select, textarea, summary, [role=option]');
    return [...controls].flatMap((control) => {
      // A label that one can click is part of a box or button of its.
      const box = control.matches('[type=checkbox], [type=radio]') ? (control.closest('label') ?? control) : control;
      if (!box.checkVisibility({ visibilityProperty: true }) || control.matches('p .link')) return [];
      const { width, height } = box.getBoundingClientRect();
      const small = width < 24 || height < 24;
      return small ? [`${width.toFixed(1)} × ${height.toFixed(1)}: ${control.outerHTML.slice(0, 120)}`] : [];
    });
  });
}

/** What stands out of the page, to its side. */
async function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.scrollingElement!.scrollWidth <= innerWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5);
    return [`${document.scrollingElement!.scrollWidth} > ${innerWidth}`, ...wide.map(({ outerHTML }) => outerHTML.slice(0, 120))];
  });
}

for (const [name, size, scale] of [
  ['at 320 pixels', { width: 320, height: 640 }, 1],
  ['at 200 %', { width: 720, height: 450 }, 2],
] as const) {
  test.describe(name, () => {
    test.use({ viewport: size, deviceScaleFactor: scale });

    for (const state of ['start screen', 'article without annotations', 'annotated', 'finder, words', 'finder, sentences', 'help', 'all commands', 'about the article', 'several documents', 'documents', 'set aside', 'import', 'export', 'export of all'] as const) {
      test(`nothing overflows, and everything can be hit: ${state}`, async ({ page }) => {
        await page.setViewportSize({ width: 1280, height: 720 });
        await start(page);
        await states[state]!(page);
        await page.setViewportSize(size);
        if (state === 'annotated') await raise(page);
        // Handles follow a frame later.
        await expect.poll(() => overflowing(page)).toEqual([]);
        expect(await tooSmall(page)).toEqual([]);
      });
    }
  });
}

test('everything can be hit on a wide page', async ({ page }) => {
  await start(page);
  const found = await tooSmall(page);
  await annotated(page);
  found.push(...(await tooSmall(page)));
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  found.push(...(await tooSmall(page)));
  expect(found).toEqual([]);
});

test('nothing moves for those who want less motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await start(page);
  const moving = async (): Promise<string[]> =>
    page.evaluate(() =>
      document
        .getAnimations()
        .filter((animation) => Number(animation.effect?.getComputedTiming().endTime) > 10)
        .map((animation) => `${(animation as CSSAnimation).animationName} ${(animation.effect as KeyframeEffect).target?.className}`),
    );
  const found = await moving();
  await annotate(page, TEXT);
  await drag(page, '500 pumps');
  found.push(...(await moving()));
  await page.keyboard.press('2');
  await expect(page.getByRole('status')).toContainText('Added');
  found.push(...(await moving()));
  await click(page, 'Nothing');
  await page.keyboard.press('ArrowRight');
  found.push(...(await moving()));
  await page.keyboard.press('n');
  await page.keyboard.press('s');
  await page.keyboard.press('ArrowDown');
  found.push(...(await moving()));
  await page.keyboard.press('ControlOrMeta+k');
  found.push(...(await moving()));
  expect(found).toEqual([]);
});
