// From samples to tables.

/** The rows of the tables, in reading order. */
const METRICS = {
  load: 'load, ms',
  listed: 'load → panel, ms',
  tag: 'tag → frame, ms',
  script: 'tag, script, ms',
  remove: 'remove → frame, ms',
  undo: 'undo → frame, ms',
  drag: 'drag and key → frame, ms',
  counted: 'drag and key → panel, ms',
  paste: 'paste → shown, ms',
  fps: 'scrolling, frames/s',
  longest: 'longest frame, ms',
  export: 'export, ms',
  import: 'import of its own file, ms',
  heap: 'JS heap, MB',
  rss: 'renderer, MB',
  transfer: 'transfer, brotli, kB',
  navigation: 'navigation → usable, ms',
  first: 'at first → card, ms',
  marked: 'again → marked, ms',
  again: 'again → card, ms',
  gap: 'longest frame of all, ms',
  data: 'data, brotli, kB',
};

export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * A table of cells {row, column, samples, failure}: a line for each metric and a column for each contender, with
 * medians over all runs and their ratios to those of the first column.
 */
export function contest(title, columns, cells) {
  const value = (column, metric) => pooled(cells.filter((cell) => cell.column === column), metric);
  const lines = Object.entries(METRICS).map(([metric, name]) => {
    const base = value(columns[0], metric);
    const shown = columns.map((column, i) => ratio(value(column, metric), i > 0 ? base : undefined));
    return [name, ...shown];
  });
  return table(title, ['', ...columns], lines.filter((line) => line.slice(1).some((shown) => shown !== NONE)), failures(cells));
}

/** A table with a line for each text, of one contender. */
export function survey(title, rows, metrics, cells) {
  const lines = rows.map((row) => {
    const own = cells.filter((cell) => cell.row === row);
    return [row, ...metrics.map((metric) => ratio(pooled(own, metric)))];
  });
  return table(title, ['', ...metrics.map((metric) => METRICS[metric])], lines, failures(cells));
}

const NONE = '–';

function pooled(cells, metric) {
  const samples = cells.flatMap((cell) => cell.samples[metric] ?? []);
  return samples.length ? median(samples) : undefined;
}

function ratio(value, base) {
  if (value === undefined) return NONE;
  return base ? `${number(value)} ×${number(value / base)}` : number(value);
}

const number = (value) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

function failures(cells) {
  const failed = cells.filter(({ failure }) => failure).map(({ row, column, failure }) => `${column}, ${row}: ${failure}`);
  return [...new Set(failed)];
}

function table(title, head, lines, notes) {
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => [...line[i]].length), 3));
  const pad = (text, i) => (i ? text.padStart(widths[i]) : text.padEnd(widths[i]));
  const line = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  const failed = notes.length ? `\n\nFailed: ${notes.join('; ')}.` : '';
  return `### ${title}\n\n${[line(head), rule, ...lines.map(line)].join('\n')}${failed}\n`;
}
