// Texts that are known to bring editors down.
import { annotate, article, repeat } from './corpus.mjs';

const WORDS = article.replaceAll('\n', ' ');

const EMOJI = ['🌍', '👩🏽‍⚖️', '👨‍👩‍👧‍👦', '🏴‍☠️', '🇨🇳', '🚢', '👍🏿', '❤️‍🔥', '👩‍❤️‍💋‍👨', '🎉'];

const ARABIC =
  'قال وزراء أربع دول على ضفاف نهر سافا السفلى إنهم يعملون على بيان مشترك يلزم كلا منهم بالإبقاء على أربعين في المئة ' +
  'على الأقل من جريان الصيف، بحسب مسؤولين اثنين اطلعا على المسودة. وتقول بلغراد إن الأرقام غير صحيحة.\n';

/** Each with what it is called in the table, and `end` where its only words stand at its end. */
export const HARD = [
  {
    name: '10 MB in one paragraph',
    make: (spots) => annotate(repeat(`${WORDS} `, 10_000_000).trimEnd(), 1_000, spots),
  },
  {
    name: '200,000 empty lines, then words',
    make: (spots) => annotate('\n'.repeat(200_000) + article.split('\n')[1], 0, spots),
    end: true,
  },
  {
    name: '100,000 emoji',
    make: (spots) => annotate(`${EMOJI.join(' ')}\n`.repeat(100_000 / EMOJI.length).trimEnd(), 1_000, spots),
  },
  {
    name: '1,000,000 characters of Arabic',
    make: (spots) => annotate(repeat(ARABIC, 1_000_000).trimEnd(), 1_000, spots),
  },
];
