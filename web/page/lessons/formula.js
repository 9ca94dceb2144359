// Formulas of the lessons: a line of plain text becomes MathML, which readers of every kind can say and a phone can show.
//
//   x W + b        single letters are variables; a space between two of them stays a thin one
//   relu log       longer words are names, upright
//   z_j  w_{ij}^2  below and above, where letters are variables each; braces hold together what is more than one sign
//   {1}/{784}      a fraction
//   ∑_i  ∑_{i,j}   a sum, with what it runs over beneath it
//   'else'         words
//   #encode{x W}   a term, by the name under which a phase of slow motion lights it (terms.js)

const MATH = 'http://www.w3.org/1998/Math/MathML';
const TOKEN = /\s*('[^']*'|[A-Za-z]+|\d+(?:[.,]\d+)*|\S)/uy;

function m(tag, children, attrs = {}) {
  const el = document.createElementNS(MATH, tag);
  for (const [name, value] of Object.entries(attrs)) el.setAttribute(name, value);
  el.append(...children);
  return el;
}

/** The <math> element of one line. */
export function formula(text) {
  return m('math', row(tokens(text)), { display: 'block', alttext: plain(text) });
}

/** A line without the names of its terms. */
function plain(text) {
  const open = []; // of each brace whether it is a term's
  return text.replace(/#[a-z]+\{|[{}]/gu, (sign) => {
    if (sign === '}') return open.pop() ? '' : sign;
    open.push(sign !== '{');
    return sign === '{' ? sign : '';
  });
}

/** [{sign, spaced}]: spaced where white space stood before it. */
function tokens(text) {
  const list = [];
  TOKEN.lastIndex = 0;
  for (let match; (match = TOKEN.exec(text));) list.push({ sign: match[1], spaced: match[0] !== match[1] && list.length > 0 });
  return list;
}

/** Elements up to a closing brace, which is taken, or to the end. */
function row(list, script) {
  const out = [];
  let before = null; // the operand before
  while (list.length && list[0].sign !== '}') {
    const { sign: text, spaced } = list[0];
    const operand = operandLike(text);
    if (spaced && operand && before) out.push(m('mspace', [], { width: '.2em' }));
    out.push(scripted(list, script));
    before = operand || text === ')';
  }
  list.shift();
  return out;
}

/** One atom, with what stands below and above it. */
function scripted(list, script) {
  const sum = list[0].sign === '∑';
  let base = atom(list, script);
  if (list[0]?.sign === '/' && list[1]?.sign === '{' && base.localName === 'mrow') {
    list.shift();
    base = m('mfrac', [base, atom(list)]);
  }
  const parts = {};
  while (list.length && '_^'.includes(list[0].sign)) parts[list.shift().sign] = atom(list, true);
  const { _: below, '^': above } = parts;
  if (below && above) return m(sum ? 'munderover' : 'msubsup', [base, below, above]);
  if (below) return m(sum ? 'munder' : 'msub', [base, below]);
  return above ? m('msup', [base, above]) : base;
}

function atom(list, script) {
  const { sign: text } = list.shift();
  if (text === '#') {
    const term = list.shift().sign;
    list.shift(); // its brace
    return m('mrow', row(list, script), { 'data-term': term });
  }
  if (text === '{') return m('mrow', row(list, script));
  if (text[0] === "'") return m('mtext', [text.slice(1, -1)]);
  if (/^\d/.test(text)) return m('mn', [text]);
  if (/^\p{L}/u.test(text)) return script && text.length > 1 ? m('mrow', [...text].map(letters)) : letters(text);
  return m('mo', [text === '-' ? '−' : text], '()[]|‖'.includes(text) ? { stretchy: 'false' } : {});
}

// A variable is slanted by the style sheet: the letters that MathML would put in its place are missing from many fonts.
function letters(text) {
  return m('mi', [text], { mathvariant: 'normal', class: text.length === 1 ? 'variable' : 'name' });
}

function operandLike(text) {
  return /^['#\d{\p{L}∑]/u.test(text);
}
