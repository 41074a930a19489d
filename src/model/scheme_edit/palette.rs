//! Colours and lines for new labels, that stay apart from those already there.

use crate::model::scheme::{Color, Label, Line};

/// Calm colours. Each has a contrast of at least 3:1 to white, as a line needs it
/// (WCAG 2.2, 1.4.11). They come from a search for colours of which any two stay
/// apart, also for those who see red and green alike (protanopia and deuteranopia
/// as simulated by Machado, Oliveira and Fernandes, 2009; distances in Oklab).
/// Those of the built-in scheme come first.
const COLORS: [Color; 12] = [
    Color([0x2f, 0x6f, 0xb2]),
    Color([0xb4, 0x53, 0x1a]),
    Color([0x2e, 0x7d, 0x4f]),
    Color([0x83, 0x47, 0x91]),
    Color([0xad, 0x86, 0x04]),
    Color([0x5c, 0x9a, 0xc4]),
    Color([0x74, 0x29, 0x45]),
    Color([0xcd, 0x6e, 0x9a]),
    Color([0x39, 0x50, 0x14]),
    Color([0x4c, 0x28, 0x87]),
    Color([0x8f, 0x70, 0xd5]),
    Color([0x42, 0x45, 0x62]),
];

/// The colour and line of a label that joins these: a pair that none of them has,
/// as long as one of the sixty is free, and then a colour and a line that few have.
pub fn next_look(labels: &[Label]) -> (Color, Line) {
    let crowd = |&(color, line): &(Color, Line)| {
        let count = |same: &dyn Fn(&Label) -> bool| labels.iter().filter(|label| same(label)).count();
        (
            count(&|label| (label.color, label.line) == (color, line)),
            count(&|label| alike(label.color, color)),
            count(&|label| label.line == line),
        )
    };
    looks().min_by_key(crowd).unwrap_or((COLORS[0], Line::default()))
}

/// Every colour with every line, since twelve and five have no factor in common:
/// from each to the next both change.
fn looks() -> impl Iterator<Item = (Color, Line)> {
    let (colors, lines) = (COLORS.len(), Line::NAMES.len());
    (0..colors * lines).map(move |i| (COLORS[i % colors], Line::NAMES[i % lines].0))
}

/// Whether two colours are hard to tell apart: less than 40 steps of 255.
fn alike(a: Color, b: Color) -> bool {
    let apart = |(a, b): (u8, u8)| u32::from(a.abs_diff(b)).pow(2);
    a.0.into_iter().zip(b.0).map(apart).sum::<u32>() < 40 * 40
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_looks_differ() {
        let looks: Vec<_> = looks().collect();
        for (i, look) in looks.iter().enumerate() {
            assert!(!looks[..i].contains(look), "{look:?}");
        }
        assert_eq!(looks.len(), 60);
    }

    #[test]
    fn colors_stand_out_from_white() {
        for color in COLORS {
            let [red, green, blue] = linear(color);
            let contrast = 1.05 / (0.05 + 0.2126 * red + 0.7152 * green + 0.0722 * blue);
            assert!(contrast >= 3.0, "{color} has a contrast of {contrast}");
        }
    }

    #[test]
    fn colors_stay_apart_for_every_eye() {
        const EYES: [[[f64; 3]; 3]; 3] = [
            [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
            [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
        ];
        for (i, &a) in COLORS.iter().enumerate() {
            for &b in &COLORS[..i] {
                assert!(!alike(a, b), "{a} is like {b}");
                for eye in EYES {
                    let seen = |color| oklab(times(eye, linear(color)).map(|part| part.clamp(0.0, 1.0)));
                    let apart: f64 = seen(a).into_iter().zip(seen(b)).map(|(a, b)| (a - b).powi(2)).sum();
                    assert!(apart.sqrt() > 0.05, "{a} and {b}: {}", apart.sqrt());
                }
            }
        }
    }

    /// The light of each part, from 0 to 1 (IEC 61966-2-1).
    fn linear(color: Color) -> [f64; 3] {
        color.0.map(|part| match f64::from(part) / 255.0 {
            part if part <= 0.04045 => part / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        })
    }

    /// Where people see it (Björn Ottosson, 2020).
    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let cones = times(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ],
            linear,
        );
        times(
            [
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ],
            cones.map(f64::cbrt),
        )
    }

    fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.into_iter().zip(vector).map(|(a, b)| a * b).sum())
    }
}
