// Numbers as the page writes them: fixed numbers of digits, so that columns stand still.

import { say } from './words.js';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

export const DASH = '\u2013';

export function count(n) {
  return Number.isFinite(n) ? whole.format(n) : DASH;
}

/** A loss: four decimals' worth of digits whatever its size. */
export function loss(x) {
  if (x == null) return DASH;
  if (!Number.isFinite(x)) return String(x);
  const a = Math.abs(x);
  if (a !== 0 && a < 1e-3) return x.toExponential(2);
  return a < 10 ? x.toFixed(4) : a < 1000 ? x.toFixed(2) : x.toPrecision(4);
}

/** 1234567 -> "1.23 M" */
export function big(n, unit = '') {
  if (!Number.isFinite(n)) return DASH;
  const steps = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];
  for (const [size, letter] of steps) {
    if (n >= size) return `${(n / size).toPrecision(3)}\u00a0${letter}${unit}`;
  }
  return unit ? `${whole.format(n)}\u00a0${unit}` : whole.format(n);
}

export function bytes(n) {
  if (!Number.isFinite(n)) return DASH;
  if (n < 1024) return `${n}\u00a0B`;
  const units = ['KiB', 'MiB', 'GiB'];
  let i = -1;
  do { n /= 1024; i++; } while (n >= 1024 && i < units.length - 1);
  return `${n.toPrecision(3)}\u00a0${units[i]}`;
}

/** Seconds as m:ss, or h:mm:ss from an hour on. */
export function clock(seconds) {
  if (!Number.isFinite(seconds) || seconds < 0) return DASH;
  const s = Math.round(seconds);
  const two = (n) => String(n).padStart(2, '0');
  const h = Math.floor(s / 3600);
  const m = Math.floor(s / 60) % 60;
  return h ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

/** Seconds in words, for estimates: "about 40 s", "about 3 min". */
export function about(seconds) {
  if (!Number.isFinite(seconds)) return DASH;
  if (seconds < 1.5) return say('about_seconds', { n: 1 });
  if (seconds < 90) return say('about_seconds', { n: Math.round(seconds) });
  if (seconds < 5400) return say('about_minutes', { n: Math.round(seconds / 60) });
  return say('about_hours', { n: (seconds / 3600).toFixed(1) });
}

/** A coordinate with a real minus sign and a fixed width. */
export function coordinate(x) {
  return (x < 0 ? '\u2212' : '\u2002') + Math.abs(x).toFixed(2);
}

export function point(z) {
  const shown = Array.from(z.slice(0, 4), (v) => coordinate(v).trim());
  return `(${shown.join(', ')}${z.length > 4 ? say('numbers_in_all', { n: z.length }) : ''})`;
}
