// A browser whose profile is kept when it ends.
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type BrowserContext } from '@playwright/test';

/** Starts a browser on a profile. */
export async function launch(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.GLOSS_CHROMIUM || undefined,
    chromiumSandbox: process.getuid?.() !== 0,
    baseURL: process.env.GLOSS_URL!,
    serviceWorkers: 'block',
    args: ['--disable-gpu', '--no-first-run'],
  });
}

/** Ends all processes of a profile's browser at once. */
export async function kill(browser: BrowserContext, folder: string): Promise<void> {
  const ended = browser.waitForEvent('close');
  for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder)) process.kill(Number(name), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
  await ended;
}
