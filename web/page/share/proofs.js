// Proof links that are given: the run is trained again up to the step of the claim, and has the fingerprint there or has not. core/proof says what a proof is
// and does the same on the command line.

import { h, setText } from '../../kit/dom.js';
import { bar, closeBar } from '../notices.js';
import { withKeys } from '../recipe/pagekeys.js';
import { PINNED } from './proof.js';
import { beside, say } from '../../kit/words.js';

const FILES_WANTED = new Set(['pictures_wanted', 'table_wanted']);

/** What the key says, {step, fingerprint}; null where it cannot be read. */
export function readProof(text) {
  const [, step, fingerprint] = /^(\d+):([0-9a-f]{8})$/i.exec(text) ?? [];
  return step > 0 && step < 2 ** 31 ? { step: Number(step), fingerprint: fingerprint.toLowerCase() } : null;
}

/** Says why a proof cannot hold before anything is trained: {refuted, why}; null where it has to be tried. notices: what the link got wrong. */
export function foreseen(claim, running, notices) {
  if (!claim) return { refuted: false, why: say('proof_not_read') };
  if (notices.some(({ code }) => FILES_WANTED.has(code))) return { refuted: false, why: say('proof_wants_files') };
  if (notices.length) return { refuted: false, why: say('proof_recipe_refused', { why: beside(notices[0]) }) };
  if (!PINNED.includes(running.values.arithmetic)) return { refuted: false, why: say('proof_any_arithmetic') };
  if (claim.step > running.cost.total_steps) return { refuted: true, why: say('proof_too_late', { step: claim.step, last: running.cost.total_steps }) };
  return null;
}

/** What the figures of the run say of a claim: {refuted, why}; null: it holds. */
export function judged(claim, metrics, arithmetic) {
  if (metrics.step < claim.step) return { refuted: true, why: say('proof_too_late', { step: claim.step, last: metrics.step }) };
  if (metrics.arithmetic !== arithmetic) return { refuted: false, why: say('proof_other_arithmetic', { found: metrics.arithmetic, expected: arithmetic }) };
  if (metrics.fingerprint === claim.fingerprint) return null;
  return { refuted: true, why: say('proof_other_fingerprint', { step: claim.step, found: metrics.fingerprint, claimed: claim.fingerprint }) };
}

export class Proofs {
  #check = 0; // its number: a later one ends it

  /** again(link) opens a link in place of the run. */
  constructor(store, engine, { again }) {
    Object.assign(this, { store, engine, again });
  }

  /** Checks what the link of the run that has just been opened claims of it; notices: what that got wrong. */
  async check(text, notices) {
    const { store } = this;
    const check = ++this.#check;
    const claim = readProof(text);
    const { running, run } = store;
    const before = foreseen(claim, running, notices);
    if (before) {
      this.#say(text, before);
      return;
    }
    const { arithmetic } = running.values;
    const shown = this.#progress(claim);
    const end = store.on('metrics', () => shown(store.metrics.step));
    try {
      const { metrics } = await this.engine.request('train', { steps: claim.step - store.metrics.step });
      if (check !== this.#check) return;
      const verdict = judged(claim, metrics, arithmetic);
      if (verdict) this.#say(text, verdict);
      else bar('proof', { kind: 'good', about: 'link', title: say('proof_confirmed'), lines: [say('proof_confirmed_why', { step: claim.step, fingerprint: claim.fingerprint, arithmetic })] });
    } catch (error) {
      if (check !== this.#check) return;
      if (store.run !== run) closeBar('proof'); // another one was wanted
      else this.#say(text, { refuted: store.state === 'diverged', why: error.message });
    } finally {
      end();
    }
  }

  /** Says why nothing could be tried: the recipe of the link cannot be opened here. */
  untried(text, why) {
    this.#say(text, { refuted: false, why });
  }

  #progress({ step }) {
    const line = say('proof_of_steps', { step: 0, of: step });
    const el = bar('proof', { about: 'link', title: say('proof_checking'), lines: [line], closable: false });
    const progress = h('progress', { max: step, value: 0, 'aria-label': say('proof_checking') });
    const text = el.querySelector('li');
    el.querySelector('.bar-text').append(progress);
    return (at) => {
      setText(text, say('proof_of_steps', { step: Math.min(at, step), of: step }));
      progress.value = at;
    };
  }

  // Again: the same link once more, where something else than the claim kept it from being confirmed.
  #say(text, { refuted, why }) {
    const { link } = this.store.running;
    closeBar('proof');
    bar('proof', {
      kind: refuted ? 'error' : 'warning',
      about: 'link',
      title: refuted ? say('proof_refuted') : say('proof_unchecked'),
      lines: [why],
      actions: readProof(text) && !refuted ? [{ label: say('proof_again'), act: () => { this.again(withKeys(link, { proof: text })); } }] : [],
    });
  }
}
