// `cargo xtask kills` runs this. Besides what the tests are given it sets:
//   GLOSS_RUNS  how many kills
//   GLOSS_SEED  what chance begins with
import base from '../playwright.config.ts';

export default {
  ...base,
  testDir: '.',
  testMatch: ['full-disk.ts', 'kills.ts'],
  workers: 1,
  timeout: 0,
  // However long all of it takes, no one action may wait for ever.
  use: { ...base.use, trace: 'off' as const, actionTimeout: 60_000 },
};
