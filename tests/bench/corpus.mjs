// The texts and their annotations: the same on every machine and in every run.
import { readFileSync } from 'node:fs';

export const LABELS = ['claim', 'commitment', 'place'];

const SIZES = {
  S: { length: 2_200, annotations: 40 },
  M: { length: 100_000, annotations: 1_000 },
  L: { length: 1_000_000, annotations: 10_000 },
  XL: { length: 10_000_000, annotations: 100_000 },
};

/** The longest annotation, in words. */
const LONGEST = 20;

/** An article of the project's own, without a character outside of the Basic Multilingual Plane. */
export const article = readFileSync(new URL('../../www/samples/river-talks.txt', import.meta.url), 'utf8').trim();

/** The text of a size with its annotations, and words to tag that carry no such tag yet. */
export function corpus(size, spots) {
  const { length, annotations } = SIZES[size];
  return annotate(repeat(`${article}\n`, length).trimEnd(), annotations, spots);
}

export function repeat(words, length) {
  return words.repeat(Math.ceil(length / words.length)).slice(0, length);
}

/**
 * Annotates a text. Offsets are UTF-16. Four of five annotations have a stretch of the text of their own; each of the
 * others starts inside one of those, so that it overlaps it or is nested in it. All are whole words of one paragraph.
 */
export function annotate(text, count, spots) {
  const words = split(text);
  const random = chance(7);
  const taken = new Set();
  const spans = [];
  const add = (first, length) => {
    const last = words.within(first, length);
    const [start, end] = [words.starts[first], words.ends[last]];
    const turn = random(LABELS.length);
    const free = LABELS.map((_, i) => LABELS[(turn + i) % LABELS.length]).find((label) => !taken.has(key(start, end, label)));
    if (free) {
      taken.add(key(start, end, free));
      spans.push({ start, end, label: free, first, last });
    }
  };
  const alone = Math.round(count * 0.8);
  for (let i = 0; i < alone; i++) {
    const [from, to] = [i, i + 1].map((slot) => Math.floor((slot * words.count) / alone));
    const length = 1 + random(Math.min(LONGEST, to - from));
    add(from + random(to - from - length + 1), length);
  }
  while (spans.length < count) {
    const { first, last } = spans[random(alone)];
    add(first + random(last - first + 1), 1 + random(LONGEST));
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    text,
    annotations: spans.map(({ start, end, label }, i) => ({ id: `a${i}`, start, end, label })),
    spots: free(words, taken, spots),
  };
}

/** Runs of three words, evenly over the text, each with a label that these words do not have. */
function free(words, taken, count) {
  return Array.from({ length: count }, (_, i) => {
    const first = Math.floor(((i + 0.5) / count) * words.count);
    const [start, end] = [words.starts[first], words.ends[words.within(first, 3)]];
    const turned = LABELS.map((_, turn) => LABELS[(turn + i) % LABELS.length]);
    return { start, end, label: turned.find((label) => !taken.has(key(start, end, label))) };
  });
}

const key = (start, end, label) => `${start} ${end} ${label}`;

/** Where the words of a text stand, and which share a paragraph. */
function split(text) {
  const [starts, ends, paragraphs] = [[], [], []];
  let paragraph = 0;
  for (const found of text.matchAll(/\n|\S+/g)) {
    if (found[0] === '\n') {
      paragraph += 1;
      continue;
    }
    starts.push(found.index);
    ends.push(found.index + found[0].length);
    paragraphs.push(paragraph);
  }
  /** The last of `length` words from `first` on that is in the same paragraph. */
  const within = (first, length) => {
    let last = Math.min(first + length, starts.length) - 1;
    while (paragraphs[last] !== paragraphs[first]) last -= 1;
    return last;
  };
  return { starts, ends, within, count: starts.length };
}

/** Whole numbers below a bound by a linear congruence, for a generator that must never surprise. */
function chance(state) {
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
