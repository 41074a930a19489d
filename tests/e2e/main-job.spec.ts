// The main job: paste, mark, download, open again. In several scripts.
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { annotate, article, download, drag, inPython, items, pick, start, tag, type GlossFile } from './desk.ts';
import { valid } from './schema.ts';

const www = new URL('../../www/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, www), 'utf8');

interface Job {
  name: string;
  text: string;
  /** Words and the key of their label, in the order of marking. */
  marks: [string, string][];
}

const jobs: Job[] = [
  {
    name: 'plain',
    text: read('samples/river-talks.txt'),
    marks: [
      ['bind each of them to keep at least 40% of the summer flow in the river', '2'],
      ['keep at least 40% of the summer flow in the river, according to two officials', '1'],
      ['an early-warning centre in Belgrade', '2'],
      ['Belgrade', '3'],
      ['Croatian withdrawals had risen last year, not fallen', '1'],
    ],
  },
  {
    name: 'emoji',
    text: read('samples/harbour-pledge.txt'),
    marks: [
      ['connect every cruise ship berth to shore power by 2031 🔌', '2'],
      ['berth to shore power by 2031 🔌, a step', '1'],
      ['said مصر would match the European target', '2'],
      ['مصر', '3'],
      ['上海', '3'],
    ],
  },
  {
    name: 'arabic',
    text: 'أعلن وزير الخارجية في القاهرة يوم الأحد أن بلاده سترسل قافلة مساعدات إلى غزة قبل نهاية الشهر 🚚.\nوقال إن عدد الشاحنات بلغ مئتي شاحنة.',
    marks: [
      ['سترسل قافلة مساعدات إلى غزة قبل نهاية الشهر', '2'],
      ['غزة', '3'],
      ['أن بلاده سترسل قافلة', '1'],
      ['القاهرة', '3'],
      ['عدد الشاحنات بلغ مئتي شاحنة', '1'],
    ],
  },
  {
    name: 'chinese',
    text: '北京市政府周二宣布,将在2027年之前建成五百座充电站🔌。市长李明说,去年上海的空气污染下降了百分之十二。\n两座城市承诺共享数据。',
    marks: [
      ['将在2027年之前建成五百座充电站', '2'],
      ['北京', '3'],
      ['去年上海的空气污染下降了百分之十二', '1'],
      ['上海', '3'],
      ['年之前建成五百座充电站🔌。市长李明说', '1'],
    ],
  },
];

async function mark(page: Page, job: Job): Promise<void> {
  await annotate(page, job.text);
  for (const [quote, key] of job.marks) await tag(page, quote, key);
}

for (const job of jobs) {
  test(`${job.name}: what is marked is in the file, and comes back`, async ({ page }) => {
    await start(page);
    await mark(page, job);
    expect(await article(page).evaluate((root) => root.textContent)).toBe(job.text);
    const { name, bytes } = await download(page);
    expect(name).toMatch(/^[\p{L}\p{N}-]+\.gloss\.json$/u);

    const file: GlossFile = JSON.parse(bytes);
    const labels = ['claim', 'commitment', 'place'];
    const wanted = job.marks.map(([quote, key]) => `${labels[Number(key) - 1]}: ${quote}`);
    expect(file.annotations.map(({ label, quote }) => `${label}: ${quote}`).sort()).toEqual(wanted.sort());
    expect(file.document.text).toBe(job.text);
    expect(inPython(bytes)).toEqual({ wrong: [], count: 5 });
    expect(valid(file), JSON.stringify(valid.errors)).toBe(true);
    const golden = new URL(`golden/${job.name}.gloss.json`, import.meta.url);
    // After a wanted change of the format: GLOSS_GOLDEN=write cargo xtask test --only e2e, then read the difference.
    if (process.env.GLOSS_GOLDEN === 'write') writeFileSync(golden, bytes);
    expect(bytes).toBe(readFileSync(golden, 'utf8'));

    // In place: nothing changes. On the start screen: the same work. The next file has the same bytes.
    await pick(page, name, bytes);
    await expect(page.getByRole('status')).toContainText('5 were here already');
    expect((await download(page)).bytes).toBe(bytes);
    await page.getByRole('button', { name: 'New' }).click();
    await pick(page, name, bytes);
    await expect(items(page)).toHaveCount(5);
    expect((await download(page)).bytes).toBe(bytes);
  });
}

test('work goes on after a file was opened', async ({ page }) => {
  const bytes = readFileSync(new URL('golden/plain.gloss.json', import.meta.url), 'utf8');
  await start(page);
  await pick(page, 'plain.gloss.json', bytes);
  await expect(items(page)).toHaveCount(5);
  await tag(page, 'Zagreb', '3');
  await page.getByRole('combobox', { name: 'Use' }).selectOption('literal');
  await page.getByRole('textbox', { name: 'Note' }).click();
  await page.keyboard.type('the first mention');
  // By key, while the words are still being typed.
  const [saved] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('ControlOrMeta+s')]);
  const file: GlossFile = JSON.parse(readFileSync((await saved.path())!, 'utf8'));
  expect(valid(file), JSON.stringify(valid.errors)).toBe(true);
  expect(file.annotations).toHaveLength(6);
  expect(file.annotations.find(({ quote }) => quote === 'Zagreb')).toMatchObject({
    label: 'place',
    note: 'the first mention',
    attributes: { use: 'literal' },
  });
});

test('nothing is requested after the page has loaded, with its later parts', async ({ page }) => {
  const last = page.waitForResponse((response) => response.url().includes('split_formats'));
  await start(page);
  await (await last).finished();
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await mark(page, jobs[1]!);
  await download(page);
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('dialog', { name: 'Export' }).getByText('Nothing is lost.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Help' }).click();
  expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
});

test('both samples open', async ({ page }) => {
  await start(page);
  await page.getByRole('button', { name: 'Try a sample' }).click();
  expect(await article(page).evaluate((root) => root.textContent)).toBe(read('samples/river-talks.txt'));
  await page.getByRole('button', { name: 'New' }).click();
  await page.getByRole('button', { name: /emoji/ }).click();
  expect(await article(page).evaluate((root) => root.textContent)).toBe(read('samples/harbour-pledge.txt'));
  await drag(page, 'ليلى حسن');
});
