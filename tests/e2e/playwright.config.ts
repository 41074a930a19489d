// End-to-end tests against the release build. `cargo xtask test --only e2e` builds it, serves it, and sets:
//   GLOSS_URL         where the page is
//   GLOSS_FOLDER_URL  the same page in a folder of the same server
//   GLOSS_RESULTS     where screenshots of failed tests go, and traces
//   GLOSS_CHROMIUM    the browser, unless it is Playwright's own
import { defineConfig } from '@playwright/test';

const { GLOSS_URL, GLOSS_RESULTS, GLOSS_CHROMIUM } = process.env;
if (!GLOSS_URL || !GLOSS_RESULTS) {
  throw new Error('Run these tests with: cargo xtask test --only e2e');
}

export default defineConfig({
  testDir: '.',
  outputDir: GLOSS_RESULTS,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  retries: 0,
  reporter: 'list',
  use: {
    baseURL: GLOSS_URL,
    // Tests answer requests themselves, which a worker would come before.
    serviceWorkers: 'block',
    // Traces make every action twice as slow: `-- --trace on` makes them for the tests that need a look.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: GLOSS_CHROMIUM || undefined,
      // Chromium's sandbox refuses to run as root, as which containers run.
      chromiumSandbox: process.getuid?.() !== 0,
      // The tests count requests; these are the browser's own.
      args: [
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-gpu',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
