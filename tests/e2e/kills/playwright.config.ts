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
  use: { ...base.use, trace: 'off' as const },
};
